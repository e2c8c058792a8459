// What the console's Test needs beside the request: which API of the design a URL means, the order for TestInvoke, and
// its outcome in the shape the response pane shows.
#pragma once

#include "core/console/http_sender.h"
#include "core/console/prepare_request.h"
#include "core/result.h"
#include "ui/session/test_invoke.h"

#include <optional>
#include <vector>

namespace gw::ui {

// Below `base` ("http://127.0.0.1:4780/dev") answers a stage of an API.
struct TestPlace
{
    QUrl base;
    std::shared_ptr<const Api> api;
    Stage stage;
};

// The first place whose base the URL begins with; what follows it is the target. Fails when there is none.
[[nodiscard]] Result<TestOrder> testOrder(const console::PreparedRequest& request,
                                          const std::vector<TestPlace>& places);

[[nodiscard]] console::HttpOutcome outcomeOf(const TestOutcome& outcome, const QUrl& url);

} // namespace gw::ui
