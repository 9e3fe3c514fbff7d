import { critical, warning, type RuleGroup } from "./rule";

/** cert-manager renews after two thirds of a certificate's life: what is closer to its end failed to renew. */
export const certificates: RuleGroup = {
  name: "platform-certificates",
  rules: [
    warning(
      "CertificateNotReady",
      'max by (exported_namespace, name) (certmanager_certificate_ready_status{condition!="True"}) == 1',
      "15m",
      {
        summary: "Certificate {{ $labels.exported_namespace }}/{{ $labels.name }} is not ready",
        description: "cert-manager has had no valid certificate for 15 minutes.",
        runbook:
          "Run `kubectl describe certificate` and follow its CertificateRequest, Order and Challenge. With ACME, first check that the domain's registrar delegates to the stack's name servers (stack output nameServers).",
      },
    ),
    critical(
      "CertificateExpiresSoon",
      "certmanager_certificate_expiration_timestamp_seconds - time() < 7 * 86400 and certmanager_certificate_expiration_timestamp_seconds > 0",
      "1h",
      {
        summary: "Certificate {{ $labels.exported_namespace }}/{{ $labels.name }} expires in less than 7 days",
        description: "{{ $value | humanizeDuration }} are left, and renewal should have taken place long ago.",
        runbook:
          "Run `cmctl status certificate` for the reason. `cmctl renew` tries again. Rate limits of the ACME server show in the Order's events.",
      },
    ),
    critical("CertManagerDown", 'absent(up{job="cert-manager"} == 1)', "15m", {
      summary: "cert-manager is not running",
      description: "Prometheus has scraped no cert-manager controller for 15 minutes; certificates are not renewed.",
      runbook:
        "Look at pods and events in namespace cert-manager. Its webhook fails closed: new certificates wait too.",
    }),
  ],
};
