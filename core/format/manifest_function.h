// Functions in gatewright.yaml (reference 4.1); what is absent has the service's default:
//
//   functions:
//     - name: orders
//       description: Takes orders
//       runtime: nodejs20.x
//       handler: index.handler
//       codeUri: functions/orders          # functions/<name> when absent; inside the project folder
//       memorySize: 256                    # MB
//       timeout: 10                        # seconds
//       reservedConcurrentExecutions: 10   # processes at most; one more invocation is answered 429 ...
//       queueTimeout: 5                    # ... or waits for its turn, so many seconds at most
//       environment: { TABLE: orders }
//       endpoint: http://127.0.0.1:9000    # a remote Invoke endpoint instead of processes here
#pragma once

#include "core/api/function.h"
#include "core/format/manifest_entries.h"

namespace gw {

[[nodiscard]] std::vector<Listed<Function>> readFunctions(const ReadContext& context, const json::Value& root);
[[nodiscard]] Result<void> writeFunctions(json::Value& root, KeyOrder rootOrder,
                                          const std::vector<Listed<Function>>& base,
                                          const std::vector<Cow<Function>>& wanted);

[[nodiscard]] FunctionId functionIdOf(std::string_view name);

} // namespace gw
