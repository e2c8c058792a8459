// Names of API stages and methods. API names have no slashes.
#include "ui/models/api_stage_text.h"

namespace gw::ui {

namespace {

QString fromText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

QString apiStageText(std::string_view api, std::string_view stage)
{
    return api.empty() && stage.empty() ? QString() : fromText(api) + QLatin1Char('/') + fromText(stage);
}

std::optional<std::pair<std::string, std::string>> apiStageFrom(const QString& text)
{
    const qsizetype slash = text.lastIndexOf(QLatin1Char('/'));
    if (slash <= 0 || slash == text.size() - 1)
        return std::nullopt;
    return std::pair(text.left(slash).trimmed().toStdString(), text.mid(slash + 1).trimmed().toStdString());
}

QStringList apiStages(const Project& project, bool withHttp)
{
    QStringList texts;
    for (const Cow<Api>& api : project.apis)
        if (api->kind() == ApiKind::Rest || (withHttp && api->kind() == ApiKind::Http))
            for (const Stage& stage : api->stages)
                texts << apiStageText(api->name, stage.name);
    return texts;
}

QStringList throttledMethods(const Api& api)
{
    QStringList paths;
    if (const OpenApiDefinition* definition = api.openApi())
        for (const Cow<Resource>& resource : definition->resources)
            for (const Cow<Method>& method : resource->methods)
                paths << fromText(resource->path == "/" ? std::string_view() : std::string_view(resource->path)) +
                             QLatin1Char('/') + fromText(toString(method->verb));
    return paths;
}

} // namespace gw::ui
