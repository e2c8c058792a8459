// The engine names the setting where one refused; authorizers have no node of their own, but a name.
#include "ui/inspector/denial.h"

#include "core/api/elements.h"
#include "core/format/authorizer_scheme.h"

#include <QCoreApplication>

#include <algorithm>

namespace gw::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("gw::ui::Denial", text);
}

QString named(const char* what, const std::string& name)
{
    return tr(what).arg(QString::fromStdString(name));
}

template <typename T>
QString nameIn(const std::vector<Cow<T>>& list, decltype(T::id) id, const char* words)
{
    const T* element = id ? findById(list, id) : nullptr;
    return element ? named(words, element->name) : QString();
}

// Of the one setting a node stands for; empty when it has gone from the project.
QString wordsOf(const Project& project, const NodeRef& node)
{
    for (const QString& words : {nameIn(project.usagePlans, node.usagePlan, QT_TR_NOOP("usage plan \"%1\"")),
                                 nameIn(project.apiKeys, node.apiKey, QT_TR_NOOP("API key \"%1\"")),
                                 nameIn(project.webAcls, node.webAcl, QT_TR_NOOP("web ACL \"%1\"")),
                                 nameIn(project.identities, node.identity, QT_TR_NOOP("identity \"%1\"")),
                                 nameIn(project.userPools, node.userPool, QT_TR_NOOP("user pool \"%1\""))})
        if (!words.isEmpty())
            return words;
    const Api* api = node.api ? project.find(node.api) : nullptr;
    const Stage* stage = api && node.stage ? api->findStage(node.stage) : nullptr;
    if (stage)
        return named(QT_TR_NOOP("stage \"%1\""), stage->name);
    return api && !node.resource && !node.method ? named(QT_TR_NOOP("API \"%1\""), api->name) : QString();
}

const Method* methodOf(const Api& api, const engine::Trace& trace)
{
    const Resource* resource = api.openApi() ? api.openApi()->findPath(trace.resourcePath) : nullptr;
    const Method* any = nullptr;
    if (resource)
        for (const Cow<Method>& method : resource->methods) {
            if (toString(method->verb) == trace.method)
                return &*method;
            if (method->verb == HttpVerb::Any)
                any = &*method;
        }
    return any;
}

bool isAuthorizers(const std::string& type)
{
    return type == "UNAUTHORIZED" || type == "ACCESS_DENIED" || type == "AUTHORIZER_FAILURE" ||
           type == "AUTHORIZER_CONFIGURATION_ERROR";
}

// Of the fault; of a stored trace, "authorizer" of the step that refused: what another step noted says nothing of the
// refusal.
QString notedAuthorizer(const engine::Trace& trace)
{
    if (!trace.fault.authorizer.empty())
        return QString::fromStdString(trace.fault.authorizer);
    for (const engine::Span& span : trace.spans)
        if (span.failed)
            for (const auto& [name, value] : span.notes)
                if (name == "authorizer")
                    return QString::fromStdString(value);
    return {};
}

DenialSetting authorizerOf(const Project& project, const engine::Trace& trace)
{
    const Api* api = project.findApi(trace.apiName);
    const Method* method = api ? methodOf(*api, trace) : nullptr;
    QString name = notedAuthorizer(trace);
    if (name.isEmpty() && method)
        name = QString::fromStdString(method->authorizer);
    if (!api || !api->openApi() || name.isEmpty() || !findAuthorizer(*api->openApi(), name.toStdString()))
        return {};
    return {named(QT_TR_NOOP("authorizer \"%1\""), name.toStdString()), NodeRef{api->id, {}, {}, {}}, name};
}

} // namespace

DenialSetting denialSetting(const Project& project, const engine::Trace& trace)
{
    if (!trace.hasFault)
        return {};
    if (!trace.fault.authorizer.empty())
        return authorizerOf(project, trace);
    if (const QString words = wordsOf(project, trace.fault.setting); !words.isEmpty())
        return {words, trace.fault.setting, {}};
    return isAuthorizers(trace.fault.responseType) ? authorizerOf(project, trace) : DenialSetting{};
}

QString denialWords(const engine::Trace& trace)
{
    struct Words
    {
        const char* type;
        const char* sentence;
    };
    static constexpr Words all[] = {
        {"ACCESS_DENIED", QT_TR_NOOP("The caller may not do this.")},
        {"UNAUTHORIZED", QT_TR_NOOP("The caller did not show who it is.")},
        {"INVALID_API_KEY", QT_TR_NOOP("The request has no API key that is good here.")},
        {"INVALID_SIGNATURE", QT_TR_NOOP("The request's signature does not hold.")},
        {"EXPIRED_TOKEN", QT_TR_NOOP("The caller's token has expired.")},
        {"THROTTLED", QT_TR_NOOP("Too many requests at once.")},
        {"QUOTA_EXCEEDED", QT_TR_NOOP("The API key has used up its quota.")},
        {"WAF_FILTERED", QT_TR_NOOP("The web ACL stopped the request.")},
        {"AUTHORIZER_FAILURE", QT_TR_NOOP("The authorizer could not be asked.")},
        {"AUTHORIZER_CONFIGURATION_ERROR", QT_TR_NOOP("The authorizer gave no answer that can be used.")}};
    const auto found = std::find_if(std::begin(all), std::end(all),
                                    [&](const Words& words) { return trace.fault.responseType == words.type; });
    return found == std::end(all) ? QString() : tr(found->sentence) + QLatin1Char(' ');
}

} // namespace gw::ui
