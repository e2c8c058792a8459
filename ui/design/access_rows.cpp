// Rows and words of the access lists.
#include "ui/design/access_rows.h"

#include "core/edit/access_uses.h"
#include "core/format/authorizer_scheme.h"
#include "ui/design/method_facts.h"
#include "ui/models/api_stage_text.h"
#include "ui/models/number_text.h"

#include <QCoreApplication>

namespace gw::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("gw::ui::AccessRows", text);
}

QString usedBy(const ElementUses& uses)
{
    return uses.empty() ? tr("not used yet") : tr("used by %1").arg(QString::fromStdString(listed(uses)));
}

// What decides: a function, user pools, an issuer.
QString decider(const Authorizer& authorizer)
{
    if (isLambda(authorizer.type)) {
        const std::string_view function = functionNameIn(authorizer.authorizerUri);
        return function.empty() ? fromUtf8(authorizer.authorizerUri) : fromUtf8(function);
    }
    if (authorizer.type == AuthorizerType::Jwt)
        return fromUtf8(authorizer.jwtConfiguration.issuer);
    return counted(authorizer.providerARNs.size(), tr("user pool"), tr("user pools"));
}

std::vector<ElementRow> authorizerRows(const Api& api)
{
    std::vector<ElementRow> rows;
    if (const OpenApiDefinition* definition = api.openApi())
        for (const Authorizer& authorizer : authorizersOf(*definition))
            rows.push_back({NodeRef{api.id, {}, {}, {}},
                            {fromUtf8(authorizer.name), fromUtf8(toString(authorizer.type)), decider(authorizer),
                             usedBy(usesOfAuthorizer(api, authorizer.name))}});
    return rows;
}

ElementRow rowOf(const ApiKey& key, const Project& project, const Secrets& secrets)
{
    QStringList plans;
    for (const Cow<UsagePlan>& plan : project.usagePlans)
        if (plan->hasKey(key.name))
            plans << fromUtf8(plan->name);
    const Secret* value = secrets.find(SecretKind::ApiKey, key.keyId);
    return {nodeOf(key.id),
            {fromUtf8(key.name), fromUtf8(key.keyId), plans.isEmpty() ? tr("none") : plans.join(QStringLiteral(", ")),
             !value || value->isEmpty() ? tr("no value on this machine")
             : key.enabled              ? tr("enabled")
                                        : tr("disabled")}};
}

QString limitText(const UsagePlan& plan)
{
    QStringList parts;
    if (plan.throttle.rateLimit)
        parts << tr("%1/s").arg(numberText(plan.throttle.rateLimit));
    if (plan.throttle.burstLimit)
        parts << tr("%1 at once").arg(numberText(plan.throttle.burstLimit));
    if (plan.quota)
        parts << tr("%1 a %2").arg(plan.quota->limit).arg(fromUtf8(toString(plan.quota->period)).toLower());
    return parts.isEmpty() ? tr("unlimited") : parts.join(QStringLiteral(" · "));
}

ElementRow rowOf(const UsagePlan& plan)
{
    QStringList stages;
    for (const PlanStage& stage : plan.apiStages)
        stages << apiStageText(stage.api, stage.stage);
    return {nodeOf(plan.id),
            {fromUtf8(plan.name), limitText(plan), stages.isEmpty() ? tr("none") : stages.join(QStringLiteral(", ")),
             counted(plan.keys.size(), tr("key"), tr("keys"))}};
}

ElementRow rowOf(const DomainName& domain)
{
    QStringList targets;
    for (const ApiMapping& mapping : domain.mappings)
        targets << QLatin1Char('/') + fromUtf8(mapping.path) + QStringLiteral(" → ") +
                       apiStageText(mapping.target.api, mapping.target.stage);
    return {nodeOf(domain.id),
            {fromUtf8(domain.name), domain.tls.enabled ? fromUtf8(toString(domain.tls.minimumVersion)) : tr("HTTP"),
             targets.join(QStringLiteral(", ")), counted(domain.rules.size(), tr("rule"), tr("rules"))}};
}

ElementRow rowOf(const WebAcl& acl, const Project& project)
{
    return {nodeOf(acl.id),
            {fromUtf8(acl.name), fromUtf8(toString(acl.defaultAction)),
             counted(acl.rules.size(), tr("rule"), tr("rules")), usedBy(usesOf(project, acl))}};
}

ElementRow rowOf(const UserPool& pool, const Project& project)
{
    const QString keys = pool.isLocal() ? tr("its own") : pool.jwks.empty() ? tr("by discovery") : fromUtf8(pool.jwks);
    return {nodeOf(pool.id),
            {fromUtf8(pool.name), pool.isLocal() ? tr("Local issuer") : fromUtf8(pool.issuer), keys,
             usedBy(usesOf(project, pool))}};
}

} // namespace

bool isAccessSection(TreeKind section)
{
    return section == TreeKind::AuthorizerGroup || section == TreeKind::ApiKeyGroup ||
           section == TreeKind::UsagePlanGroup || section == TreeKind::DomainNameGroup ||
           section == TreeKind::WebAclGroup || section == TreeKind::UserPoolGroup;
}

ElementWords accessWords(TreeKind section)
{
    if (section == TreeKind::AuthorizerGroup)
        return {
            tr("Authorizers"),
            tr("Decide for each request whether it may pass: a Lambda function, the tokens of a user pool, or those "
               "of an OpenID Connect issuer. Methods name the one they ask."),
            tr("New Authorizer"),
            tr("No authorizer yet"),
            {tr("Authorizer"), tr("Type"), tr("Asks"), tr("Use")}};
    if (section == TreeKind::ApiKeyGroup)
        return {tr("API Keys"),
                tr("What clients name themselves by, so that usage plans can tell them apart. The values stay on this "
                   "machine."),
                tr("New API Key"),
                tr("No API key yet"),
                {tr("API key"), tr("Id"), tr("Usage plans"), tr("State")}};
    if (section == TreeKind::UsagePlanGroup)
        return {tr("Usage Plans"),
                tr("How often the holders of its keys may call an API's stages, and how many times in a day, week or "
                   "month."),
                tr("New Usage Plan"),
                tr("No usage plan yet"),
                {tr("Usage plan"), tr("Limits"), tr("API stages"), tr("Keys")}};
    if (section == TreeKind::DomainNameGroup)
        return {tr("Custom Domain Names"),
                tr("Names of your own under which stages answer on this machine, such as api.localhost, each under a "
                   "path."),
                tr("New Custom Domain Name"),
                tr("No custom domain name yet"),
                {tr("Domain name"), tr("TLS"), tr("Leads to"), tr("Routing")}};
    if (section == TreeKind::UserPoolGroup)
        return {tr("User Pools"),
                tr("Whose tokens COGNITO_USER_POOLS authorizers take: those of the project's local issuer, or of any "
                   "other issuer whose keys can be had."),
                tr("New User Pool"),
                tr("No user pool yet"),
                {tr("User pool"), tr("Issuer"), tr("Keys"), tr("Use")}};
    return {tr("Web ACLs"),
            tr("Rules that let requests of a stage pass or stop them before anything else looks at them. A stage's "
               "Traffic tab names its web ACL."),
            tr("New Web ACL"),
            tr("No web ACL yet"),
            {tr("Web ACL"), tr("Otherwise"), tr("Rules"), tr("Use")}};
}

std::vector<ElementRow> accessRows(const Project& project, TreeKind section, ApiId apiId, const Secrets& secrets)
{
    std::vector<ElementRow> rows;
    if (const Api* api = section == TreeKind::AuthorizerGroup ? project.find(apiId) : nullptr)
        return authorizerRows(*api);
    if (section == TreeKind::ApiKeyGroup)
        for (const Cow<ApiKey>& key : project.apiKeys)
            rows.push_back(rowOf(*key, project, secrets));
    if (section == TreeKind::UsagePlanGroup)
        for (const Cow<UsagePlan>& plan : project.usagePlans)
            rows.push_back(rowOf(*plan));
    if (section == TreeKind::DomainNameGroup)
        for (const Cow<DomainName>& domain : project.domainNames)
            rows.push_back(rowOf(*domain));
    if (section == TreeKind::UserPoolGroup)
        for (const Cow<UserPool>& pool : project.userPools)
            rows.push_back(rowOf(*pool, project));
    if (section == TreeKind::WebAclGroup)
        for (const Cow<WebAcl>& acl : project.webAcls)
            rows.push_back(rowOf(*acl, project));
    return rows;
}

} // namespace gw::ui
