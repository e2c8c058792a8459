#include "gateway-engine/access/issuer/sign_in_page.h"

#include "gateway-engine/access/issuer/issuer_answers.h"

namespace gw::engine {

namespace {

constexpr std::string_view style = R"(
:root{color-scheme:light dark;--back:#f3f4f7;--card:#fff;--text:#1c2330;--muted:#5b6577;--line:#c3cad6;--accent:#3451c6;--on:#fff;--bad:#a3211b;--badback:#fdecea}
@media(prefers-color-scheme:dark){:root{--back:#14171d;--card:#1e232c;--text:#e8ebf1;--muted:#a4aebf;--line:#46505f;--accent:#8aa2ff;--on:#10131a;--bad:#ffb4ab;--badback:#3a1d1b}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--back);color:var(--text);font:15px/1.5 system-ui,sans-serif}
main{width:min(24rem,calc(100vw - 2rem));background:var(--card);border:1px solid var(--line);border-radius:12px;padding:2rem;margin:1rem 0}
h1{font-size:1.35rem;line-height:1.3;margin:0 0 .25rem}
p{margin:0 0 1.25rem;color:var(--muted);overflow-wrap:anywhere}
label{display:block;font-weight:600;margin:0 0 .25rem}
input{width:100%;font:inherit;color:inherit;background:transparent;border:1px solid var(--line);border-radius:6px;padding:.55rem .7rem;margin:0 0 1rem}
button{font:inherit;font-weight:600;border:1px solid var(--accent);border-radius:6px;padding:.6rem 1rem;width:100%;margin:.25rem 0;background:var(--accent);color:var(--on);cursor:pointer}
button.plain{background:transparent;color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.problem{color:var(--bad);background:var(--badback);border-radius:6px;padding:.6rem .75rem}
footer{margin-top:1.25rem;font-size:.8rem;color:var(--muted);text-align:center}
)";

constexpr std::string_view foot = "<footer>Local issuer of Gatewright, for development on this machine</footer>";

std::string document(std::string_view title, const std::string& content)
{
    std::string html = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                       "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>";
    html.append(htmlEscaped(title)).append("</title><style>").append(style).append("</style></head><body><main>");
    return html.append(content).append(foot).append("</main></body></html>\n");
}

std::string hiddenField(std::string_view name, std::string_view value)
{
    return "<input type=\"hidden\" name=\"" + std::string(name) + "\" value=\"" + htmlEscaped(value) + "\">";
}

std::string formOf(const SignInPage& page)
{
    const bool knowsName = !page.userName.empty();
    std::string form = "<form method=\"post\" action=\"" + htmlEscaped(page.action) + "\">";
    form += hiddenField("request", page.handle);
    form +=
        "<label for=\"username\">User name</label><input id=\"username\" name=\"username\" required maxlength=\"128\" "
        "autocomplete=\"username\" autocapitalize=\"none\" spellcheck=\"false\" value=\"" +
        htmlEscaped(page.userName) + "\"" + (knowsName ? "" : " autofocus") + ">";
    form +=
        "<label for=\"password\">Password</label><input id=\"password\" name=\"password\" type=\"password\" required "
        "maxlength=\"256\" autocomplete=\"current-password\"" +
        std::string(knowsName ? " autofocus" : "") + ">";
    form += "<button name=\"action\" value=\"sign-in\">Sign in</button>"
            "<button class=\"plain\" name=\"action\" value=\"cancel\" formnovalidate>Cancel</button></form>";
    return form;
}

} // namespace

std::string htmlEscaped(std::string_view text)
{
    std::string escaped;
    escaped.reserve(text.size());
    for (const char c : text) {
        if (c == '&')
            escaped += "&amp;";
        else if (c == '<')
            escaped += "&lt;";
        else if (c == '>')
            escaped += "&gt;";
        else if (c == '"')
            escaped += "&quot;";
        else if (c == '\'')
            escaped += "&#39;";
        else
            escaped += c;
    }
    return escaped;
}

Response signInAnswer(int status, const SignInPage& page)
{
    std::string content = "<h1>Sign in to " + htmlEscaped(page.client) + "</h1><p>with a user of " +
                          htmlEscaped(page.project.empty() ? "this project" : page.project) + "</p>";
    if (!page.problem.empty())
        content += "<p class=\"problem\" role=\"alert\">" + htmlEscaped(page.problem) + "</p>";
    return pageAnswer(status, document("Sign in to " + page.client, content + formOf(page)), style, page.redirectUri);
}

Response problemPage(int status, std::string_view title, std::string_view text)
{
    const std::string content =
        "<h1>" + htmlEscaped(title) + "</h1><p class=\"problem\" role=\"alert\">" + htmlEscaped(text) + "</p>";
    return pageAnswer(status, document(title, content), style, {});
}

} // namespace gw::engine
