// What the six cards say about a method's design, and small wordings the design page's views share.
#pragma once

#include "core/api/project.h"
#include "ui/widgets/method_picture.h"

namespace gw::ui {

// `address`: where a client reaches the method now; empty while the gateway is stopped.
[[nodiscard]] MethodPictureContent describeMethod(const std::string& path, const Method& method,
                                                  const QString& address);

// What a response is called until somebody describes it: "200 response", as the service's import does.
[[nodiscard]] std::string usualDescription(const std::string& statusCode);
[[nodiscard]] QString counted(std::size_t count, const QString& one, const QString& many); // "1 header", "3 headers"
[[nodiscard]] QString authorizationWords(const Method& method);
[[nodiscard]] bool isProxy(const Integration& integration); // passes requests and answers as they are
[[nodiscard]] QString fromUtf8(std::string_view text);
// The call as a curl command with sample values for what must be given.
[[nodiscard]] QString curlCommand(const QString& address, const Method& method);
// A body for the method's first content type: its example, or the first named one; empty when there is none.
[[nodiscard]] QString exampleBody(const Method& method);

} // namespace gw::ui
