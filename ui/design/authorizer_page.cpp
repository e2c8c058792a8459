// The authorizer's head, its type and what the service would refuse of it. Its function is in authorizer_function.cpp,
// where it reads identities in authorizer_identity.cpp.
#include "ui/design/authorizer_page.h"

#include "core/edit/access_rules.h"
#include "core/edit/access_uses.h"
#include "core/edit/edits_access.h"
#include "core/format/authorizer_scheme.h"
#include "ui/design/authorizer_defaults.h"
#include "ui/design/authorizer_lab.h"
#include "ui/design/method_facts.h"
#include "ui/design/uses_list.h"
#include "ui/session/workspace.h"
#include "ui/widgets/tone_label.h"

#include <QComboBox>
#include <QLineEdit>

namespace gw::ui {

namespace {

using Options = std::vector<ChoiceField::Option>;

QString key(AuthorizerType type)
{
    return fromUtf8(toString(type));
}

Options types(bool isHttpApi)
{
    const auto tr = [](const char* text) { return AuthorizerPage::tr(text); };
    if (isHttpApi)
        return {{key(AuthorizerType::Jwt), tr("JWT: tokens of an OpenID Connect issuer")},
                {key(AuthorizerType::Request), tr("REQUEST: a function sees the request")}};
    return {{key(AuthorizerType::Token), tr("TOKEN: a function sees one header")},
            {key(AuthorizerType::Request), tr("REQUEST: a function sees the request")},
            {key(AuthorizerType::CognitoUserPools), tr("COGNITO_USER_POOLS: tokens of a user pool")}};
}

QString typeHelp(AuthorizerType type)
{
    switch (type) {
    case AuthorizerType::Token:
        return AuthorizerPage::tr("The function gets the token and the method's ARN, and answers with a policy.");
    case AuthorizerType::Request:
        return AuthorizerPage::tr("The function gets headers, query string and context, but no body.");
    case AuthorizerType::CognitoUserPools:
        return AuthorizerPage::tr("Methods without scopes take ID tokens, those with scopes access tokens.");
    case AuthorizerType::Jwt:
        return AuthorizerPage::tr("The token's signature, issuer, audience, times and scopes are checked.");
    }
    return {};
}

void showParts(const std::vector<QWidget*>& parts, bool areVisible)
{
    for (QWidget* part : parts)
        part->setVisible(areVisible);
}

} // namespace

AuthorizerPage::AuthorizerPage(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : ElementPage(workspace, theme, parent), m_gateway(gateway), m_faults(new ToneLabel(theme, tone::error))
{
    m_faults->setWordWrap(true);
    m_faults->setAccessibleName(tr("What is wrong"));
    add(m_faults);
    addHead(QStringLiteral("authorizerName"), [this](const std::string& name) { return rename(name); });
    m_type = add(new ChoiceField(m_theme, tr("Type"), {}));
    m_type->comboBox()->setObjectName(QStringLiteral("authorizerType"));
    m_type->setCommit([this](const QString& text) {
        const auto type = authorizerTypeFrom(text.toStdString());
        return change(tr("Change Authorizer Type"),
                      [&](Authorizer& a) { changeType(a, type.value_or(a.type), m_workspace.project(), isHttp()); });
    });
    buildFunction();
    buildIdentity();
    buildTokens();
    buildHttp();
    addSection(tr("Used by"));
    m_uses = add(new UsesList(theme, tr("No method uses it yet. A method's Method Request card has the choice.")));
    connect(m_uses, &UsesList::elementRequested, this, &ElementPage::elementRequested);
    m_restParts.push_back(addSection(tr("Try it"), tr("What the authorizer makes of a request, step by step. Functions "
                                                      "are really invoked; what is pasted here is kept nowhere.")));
    m_lab = addWide(new AuthorizerLab(workspace, gateway, theme));
    m_restParts.push_back(m_lab);
}

TextField* AuthorizerPage::addText(const QString& label, const QString& command, std::string Authorizer::*member)
{
    auto* field = new TextField(m_theme, label, TextField::Kind::CodeLine);
    field->setCommit([this, command, label, member](const QString& value) {
        return change(
            command, [&](Authorizer& a) { a.*member = value.trimmed().toStdString(); }, label);
    });
    return field;
}

bool AuthorizerPage::isHttp() const
{
    const Api* api = m_workspace.project().find(m_api);
    return api && api->kind() == ApiKind::Http;
}

std::optional<Authorizer> AuthorizerPage::shown() const
{
    const Api* api = m_workspace.project().find(m_api);
    const OpenApiDefinition* definition = api ? api->openApi() : nullptr;
    return definition ? findAuthorizer(*definition, m_shownName.toStdString()) : std::nullopt;
}

QString AuthorizerPage::change(const QString& command, const Change& set, const QString& field)
{
    auto authorizer = shown();
    if (!authorizer)
        return tr("This authorizer no longer exists.");
    set(*authorizer);
    return apply(
        command, [&](Project p) { return setAuthorizer(std::move(p), m_api, *authorizer); }, field);
}

QString AuthorizerPage::rename(const std::string& name)
{
    m_newName = fromUtf8(name);
    const QString refusal = apply(tr("Rename Authorizer"), [&](Project p) {
        return renameAuthorizer(std::move(p), m_api, m_shownName.toStdString(), name);
    });
    m_newName.clear();
    return refusal;
}

void AuthorizerPage::showAuthorizer(ApiId api, const QString& name)
{
    const bool isRenamed = api == m_api && !m_newName.isEmpty() && name == m_newName;
    if (!isRenamed && (api != m_api || name != m_shownName))
        leaveElement();
    m_api = api;
    m_shownName = name;
    setKey(QStringLiteral("u%1:%2").arg(api.value).arg(name));
    refresh();
}

void AuthorizerPage::refresh()
{
    const auto authorizer = shown();
    const Api* api = m_workspace.project().find(m_api);
    if (!authorizer || !api)
        return;
    const ElementUses uses = usesOfAuthorizer(*api, authorizer->name);
    showHead(authorizer->name,
             tr("Authorizer of %1 · id %2")
                 .arg(fromUtf8(api->name), fromUtf8(derivedAuthorizerId(api->apiId, authorizer->name))));
    QStringList faults;
    for (const std::string& fault : faultsOf(*authorizer, isHttp()))
        faults << fromUtf8(fault);
    m_faults->setText(faults.join(QLatin1Char('\n')));
    m_faults->setVisible(!faults.isEmpty());
    m_type->setOptions(types(isHttp()));
    m_type->setValue(key(authorizer->type));
    m_type->setHelp(typeHelp(authorizer->type));
    showParts(m_lambdaParts, isLambda(authorizer->type));
    showParts(m_poolParts, authorizer->type == AuthorizerType::CognitoUserPools);
    showParts(m_jwtParts, authorizer->type == AuthorizerType::Jwt);
    showParts(m_httpLambdaParts, isHttp() && isLambda(authorizer->type));
    showFunction(*authorizer);
    showSources(*authorizer);
    showTokens(*authorizer);
    m_version->setValue(fromUtf8(authorizer->authorizerPayloadFormatVersion));
    m_simple->setValue(authorizer->enableSimpleResponses);
    m_simple->setEnabled(authorizer->authorizerPayloadFormatVersion == "2.0");
    m_uses->showUses(uses);
    showParts(m_restParts, !isHttp());
    m_lab->showAuthorizer(m_api, *authorizer);
}

} // namespace gw::ui
