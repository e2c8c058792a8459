// The pages of the local issuer: signing in, and what went wrong. Plain HTML without scripts, in the colours the system
// prefers; everything shown in them is escaped.
#pragma once

#include "gateway-engine/http/message.h"

#include <string>
#include <string_view>

namespace gw::engine {

struct SignInPage
{
    std::string project;
    std::string client;      // its name
    std::string action;      // where the form goes: "/_issuer/sign-in"
    std::string handle;      // of the sign-in that was begun
    std::string userName;    // filled in already
    std::string problem;     // why it did not work; empty: nothing was tried
    std::string redirectUri; // where it leads in the end
};

[[nodiscard]] Response signInAnswer(int status, const SignInPage& page);
[[nodiscard]] Response problemPage(int status, std::string_view title, std::string_view text);
[[nodiscard]] std::string htmlEscaped(std::string_view text);

} // namespace gw::engine
