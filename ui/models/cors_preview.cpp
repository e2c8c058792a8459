// The preview is the difference the edit itself makes.
#include "ui/models/cors_preview.h"

#include "core/edit/diff.h"
#include "ui/models/json_text.h"

#include <QCoreApplication>
#include <QStringList>

namespace gw::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("gw::ui::CorsPreview", text);
}

QString toQt(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

const Method* preflightOf(const Project& project, ApiId id, const std::string& path)
{
    const Api* api = project.find(id);
    const OpenApiDefinition* definition = api ? api->openApi() : nullptr;
    const Resource* resource = definition ? definition->findPath(path) : nullptr;
    if (resource)
        for (const Cow<Method>& method : resource->methods)
            if (method->verb == HttpVerb::Options)
                return &*method;
    return nullptr;
}

QStringList preflightAnswer(const Method& method)
{
    constexpr std::string_view prefix = "method.response.header.";
    QStringList lines;
    if (!method.integration)
        return lines;
    for (const IntegrationResponse& response : method.integration->responses) {
        for (const auto& [name, value] : response.responseParameters) {
            QString text = toQt(value);
            if (text.size() >= 2 && text.startsWith(u'\'') && text.endsWith(u'\''))
                text = text.mid(1, text.size() - 2);
            if (name.starts_with(prefix))
                lines << toQt(std::string_view(name).substr(prefix.size())) + QStringLiteral(": ") + text;
        }
    }
    return lines;
}

} // namespace

CorsPreview previewCors(const Project& project, ApiId api, const std::string& path, const CorsOptions& options)
{
    const Result<Project> after = enableCors(project, api, path, options);
    if (!after)
        return {{}, errorText(after.error())};
    QStringList lines{QStringLiteral("OPTIONS %1 → 200").arg(toQt(path))};
    if (const Method* method = preflightOf(*after, api, path))
        lines << preflightAnswer(*method);
    lines << QString();
    const Changes changes = diff(project, *after);
    lines << (changes.empty() ? tr("Nothing changes: the design says this already.") : tr("Changes:"));
    for (const Change& change : changes)
        lines << QStringLiteral("  ") + toQt(change.what);
    return {lines.join(u'\n'), {}};
}

} // namespace gw::ui
