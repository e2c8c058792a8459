// What the stage's tabs share: the settings of its methods, each with its logging, throttling and caching, and words.
#include "core/api/throttle.h"
#include "core/edit/stage_rules.h"
#include "ui/design/method_facts.h"
#include "ui/design/stage_form.h"

#include <algorithm>

namespace gw::ui {

QString meaningOfStageLimits()
{
    return StageForm::tr("0 lets nothing pass. Empty, both limit nothing; where one is empty, it is the account's, "
                         "which are %1 a second and %2 at once unless the project says otherwise.")
        .arg(accountRateLimit)
        .arg(accountBurstLimit);
}

QStringList methodSettingsPaths(const Api& api)
{
    QStringList paths{QStringLiteral("*/*")};
    if (const OpenApiDefinition* definition = api.openApi())
        for (const Cow<Resource>& resource : definition->resources)
            for (const Cow<Method>& method : resource->methods)
                paths << fromUtf8(methodSettingsPath(resource->path, method->verb));
    return paths;
}

QString problemOfMethodPath(const QString& path)
{
    return isMethodSettingsPath(path.toStdString())
               ? QString()
               : StageForm::tr("Name a method as its path without the first slash and its verb, \"pets/GET\", or "
                               "\"*/*\".");
}

MethodSettings& settingsFor(Stage& stage, const std::string& methodPath)
{
    auto& all = stage.methodSettings;
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const MethodSettings& one) { return one.methodPath == methodPath; });
    if (found != all.end())
        return *found;
    all.emplace_back().methodPath = methodPath;
    return all.back();
}

void dropIdleSettings(Stage& stage)
{
    std::erase_if(stage.methodSettings, [](const MethodSettings& settings) {
        MethodSettings idle;
        idle.methodPath = settings.methodPath;
        return settings == idle;
    });
}

} // namespace gw::ui
