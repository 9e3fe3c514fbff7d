import * as fs from "node:fs";
import * as path from "node:path";

/** A Grafana dashboard of the platform. */
export interface Dashboard {
  readonly name: string;
  readonly json: string;
}

const FOLDER = path.join(__dirname, "dashboards");

/** The dashboards of the folder `dashboards`, by name. */
export function dashboards(): readonly Dashboard[] {
  return fs
    .readdirSync(FOLDER)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => ({
      name: path.basename(file, ".json"),
      json: fs.readFileSync(path.join(FOLDER, file), "utf8"),
    }));
}
