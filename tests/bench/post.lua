-- For wrk: the same request again and again, from the file that REQUEST names (a whole request as it goes out, without
-- Content-Length); in the end a line of JSON. Used by load.py.
local file = assert(io.open(os.getenv("REQUEST"), "rb"))
local whole = file:read("*a")
file:close()
local first = assert(whole:find("\r\n\r\n", 1, true))
wrk.method, wrk.path = whole:match("^(%S+) (%S+)")
wrk.body = whole:sub(first + 4)
for name, value in whole:sub(1, first + 1):gmatch("\r\n([^:\r\n]+): ([^\r\n]*)") do
   wrk.headers[name] = value
end

function done(summary, latency)
   io.write(string.format(
      '{"requests": %d, "microseconds": %d, "bytes": %d, "other_statuses": %d, "failed": %d, "median_us": %d, "p99_us": %d, ' ..
      '"most_us": %d}\n', summary.requests, summary.duration, summary.bytes, summary.errors.status,
      summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
      latency:percentile(50), latency:percentile(99), latency.max))
end
