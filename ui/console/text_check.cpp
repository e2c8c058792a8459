#include "ui/console/text_check.h"

#include "core/console/body_formatter.h"
#include "ui/console/variable_text.h"

#include <utility>

namespace gw::ui {

namespace {

constexpr int typingPause = 200; // milliseconds

TextFinding lookAt(const QString& text, bool isJson, const console::VariableScope& scope)
{
    TextFinding finding{unresolvedVariables(text, scope).value(0), 0};
    if (!isJson || text.trimmed().isEmpty())
        return finding;
    const Result<QString> pretty = console::prettyJsonWithVariables(text);
    if (!pretty) {
        finding.problem = QString::fromStdString(pretty.error().message);
        finding.line = pretty.error().position.line;
    }
    return finding;
}

} // namespace

TextCheck::TextCheck(QObject* parent) : QObject(parent)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(typingPause);
    connect(&m_pause, &QTimer::timeout, this, &TextCheck::lookAside);
}

void TextCheck::start(qsizetype length, bool isJson, const console::VariableScope& scope, std::function<QString()> text)
{
    cancel();
    if (length > longest) {
        emit found({});
    } else if (length <= longestAtOnce) {
        emit found(lookAt(text(), isJson, scope));
    } else {
        m_isJson = isJson;
        m_scope = scope;
        m_text = std::move(text);
        m_pause.start();
    }
}

void TextCheck::cancel()
{
    m_pause.stop();
    m_run.cancel();
}

void TextCheck::lookAside()
{
    m_run.start([text = m_text(), isJson = m_isJson,
                 scope = m_scope](const std::stop_token&) { return lookAt(text, isJson, scope); },
                [this](const TextFinding& finding) { emit found(finding); });
}

} // namespace gw::ui
