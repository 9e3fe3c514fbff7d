/**
 * Fluent Bit's own configuration. The chart renders these texts as templates; they hold no template expressions.
 * Where records go is the target's part (`config.outputs`).
 */

/** Service: metrics and health on the port that the chart probes, and a buffer on disk for a slow output. */
export const service = `[SERVICE]
    Daemon Off
    Flush 5
    Log_Level info
    Parsers_File /fluent-bit/etc/parsers.conf
    Parsers_File /fluent-bit/etc/conf/custom_parsers.conf
    HTTP_Server On
    HTTP_Listen 0.0.0.0
    HTTP_Port 2020
    Health_Check On
    storage.path /buffers/storage
    storage.sync normal
    storage.max_chunks_up 64
    storage.backlog.mem_limit 16M
`;

/**
 * Containers' logs, with lines that a runtime split or a stack trace spread over several lines put together again.
 * Its own log is left out: an error while sending would else be sent, and fail, for ever.
 */
export const inputs = `[INPUT]
    Name tail
    Tag kube.*
    Path /var/log/containers/*.log
    Exclude_Path /var/log/containers/fluent-bit-*_fluent-bit_*.log
    multiline.parser docker, cri
    DB /buffers/tail.db
    DB.locking true
    Mem_Buf_Limit 16MB
    Skip_Long_Lines On
    Refresh_Interval 10
    storage.type filesystem
`;

/**
 * Stack traces of common languages joined, probes of kubelets and load balancers dropped, credentials of well-known
 * forms blanked, then Kubernetes metadata added: labels, but not annotations, which carry whole manifests.
 */
export const filters = `[FILTER]
    Name multiline
    Match kube.*
    multiline.key_content log
    multiline.parser go, java, python
    buffer on
    flush_ms 2000

[FILTER]
    Name grep
    Match kube.*
    Exclude log (kube-probe/|ELB-HealthChecker/|GoogleHC/)

[FILTER]
    Name lua
    Match kube.*
    script /fluent-bit/scripts/redact.lua
    call redact

[FILTER]
    Name kubernetes
    Match kube.*
    Merge_Log On
    Keep_Log Off
    K8S-Logging.Parser On
    K8S-Logging.Exclude On
    Annotations Off
    Labels On
    Buffer_Size 256k
`;

/** Blanks bearer tokens, basic credentials, AWS access keys and private keys in a line; code 2 keeps its time. */
export const redactScript = `local token = ("[%w%-%._~%+/=]"):rep(16) .. "[%w%-%._~%+/=]*"
local accessKey = "AKIA" .. ("[%u%d]"):rep(16)

function redact(tag, timestamp, record)
  local log = record["log"]
  if type(log) ~= "string" then return 0, timestamp, record end
  local clean = log
    :gsub("([Bb]earer%s+)" .. token, "%1[redacted]")
    :gsub("([Aa]uthorization[\\"']?:%s*[\\"']?[Bb]asic%s+)[%w%+/=]+", "%1[redacted]")
    :gsub(accessKey, "[redacted]")
    :gsub("%-%-%-%-%-BEGIN [%u ]*PRIVATE KEY%-%-%-%-%-.*", "[redacted]")
  if clean == log then return 0, timestamp, record end
  record["log"] = clean
  return 2, timestamp, record
end
`;
