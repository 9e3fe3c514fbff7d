import * as pulumi from "@pulumi/pulumi";

class Group extends pulumi.ComponentResource {
  constructor(name: string) {
    super("test:index:Group", name);
  }
}

export = async (): Promise<void> => {
  new Group("thing");
  new Group("thing");
};
