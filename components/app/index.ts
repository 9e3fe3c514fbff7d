export { Application, type ApplicationArgs } from "./application";
export { checkApplication } from "./check";
export type { ArgoCdProject } from "./delivery/argocd";
export type { GatewayReference } from "./platform-values";
