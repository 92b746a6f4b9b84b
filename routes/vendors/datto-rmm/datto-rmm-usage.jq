# Datto RMM's own count of an account's calls (GET /v2/system/request_rate) becomes the form that budgets take:
# {windowSeconds, cutOffRatio, oneBucket, buckets: {<bucket>: {count, limit}}}, or null when it is not that answer.
#
# From the cut-off ratio of a limit on, each answer is delayed by a second. Older accounts have no limit of writes:
# theirs count among the reads.

def number: if type == "number" then . else 0 end;
def rate($count; $limit): {count: ($count | number), limit: ($limit | number)};

if (member("accountRateLimit") | number) > 0 then
  (member("accountCutOffRatio") | number) as $cutOff
  | (member("accountWriteRateLimit") | number) as $writes
  | {windowSeconds: (.slidingTimeWindowSizeSeconds // 60),
     cutOffRatio: (if $cutOff > 0 and $cutOff <= 1 then $cutOff else 0.9 end),
     oneBucket: ($writes <= 0),
     buckets:
       ({read: rate(.accountCount; .accountRateLimit)}
        + (if $writes > 0 then {write: rate(.accountWriteCount; $writes)} else {} end)
        + (member("operationWriteStatus")
           | if type == "object" then . else {} end
           | with_entries(.value |= rate(member("count"); member("limit")))))}
else
  null
end
