-- Posts the PNG files of a folder in turn. wrk -s load.lua URL -- FOLDER COUNT
local bodies = {}
local next_body = 0

function init(arguments)
  for number = 1, tonumber(arguments[2]) do
    local file = assert(io.open(arguments[1] .. "/" .. number .. ".png", "rb"))
    bodies[number] = file:read("*a")
    file:close()
  end
end

function request()
  next_body = next_body % #bodies + 1
  return wrk.format("POST", nil, { ["Content-Type"] = "image/png" }, bodies[next_body])
end

local counters = {}
function setup(thread) table.insert(counters, thread) end

failed = 0
function response(status, headers, body)
  if status ~= 200 then failed = failed + 1 end
end

function done(summary, latency, requests)
  local failures = 0
  for _, thread in ipairs(counters) do failures = failures + thread:get("failed") end
  local errors = summary.errors
  io.write(string.format(
    "RESULT %.1f %.3f %.3f %d %d\n", summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, summary.requests,
    failures + errors.connect + errors.read + errors.write + errors.timeout))
end
