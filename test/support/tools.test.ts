import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findTool } from "./tools";

describe("findTool", () => {
  let folder: string;

  /** Writes a program and returns its folder. */
  function program(name: string, mode = 0o755): string {
    const home = mkdtempSync(join(folder, "bin-"));
    writeFileSync(join(home, name), "");
    chmodSync(join(home, name), mode);
    return home;
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "kiban-tools-"));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it("prefers KUBEBUILDER_ASSETS over PATH", () => {
    const assets = program("etcd");
    assert.equal(findTool("etcd", { KUBEBUILDER_ASSETS: assets, PATH: program("etcd") }), `${assets}/etcd`);
  });

  it("prefers KIBAN_HELM over all, for helm only", () => {
    const assets = program("helm");
    const own = join(program("helm-3.20"), "helm-3.20");
    assert.equal(findTool("helm", { KIBAN_HELM: own, KUBEBUILDER_ASSETS: assets }), own);
    writeFileSync(join(assets, "etcd"), "", { mode: 0o755 });
    assert.equal(findTool("etcd", { KIBAN_HELM: own, KUBEBUILDER_ASSETS: assets }), `${assets}/etcd`);
  });

  it("passes over what cannot be run", () => {
    const asFolder = join(folder, "folders");
    mkdirSync(join(asFolder, "helm"), { recursive: true });
    const assets = program("helm");
    assert.equal(
      findTool("helm", { KIBAN_HELM: join(program("helm", 0o644), "helm"), KUBEBUILDER_ASSETS: assets }),
      `${assets}/helm`,
    );
    assert.equal(
      findTool("helm", { KIBAN_HELM: join(asFolder, "helm"), KUBEBUILDER_ASSETS: assets }),
      `${assets}/helm`,
    );
  });
});
