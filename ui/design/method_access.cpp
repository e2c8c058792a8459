// A choice's key is "NONE", "AWS_IAM", or an authorizer's name behind a colon.
#include "ui/design/method_access.h"

#include "core/edit/edits_access.h"
#include "core/format/authorizer_scheme.h"
#include "ui/design/list_edits.h"
#include "ui/design/method_facts.h"

#include <QComboBox>
#include <QTableView>
#include <QVBoxLayout>

namespace gw::ui {

namespace {

constexpr QLatin1Char mark(':');
const QString noneKey = QStringLiteral("NONE");

QString keyOf(const Method& method)
{
    if (!method.authorizer.empty())
        return mark + fromUtf8(method.authorizer);
    return method.authorizationType.empty() ? noneKey : fromUtf8(method.authorizationType);
}

std::vector<ChoiceField::Option> optionsOf(const std::vector<Authorizer>& authorizers)
{
    std::vector<ChoiceField::Option> options{
        {noneKey, MethodAccess::tr("NONE: anyone may call it")},
        {QStringLiteral("AWS_IAM"), MethodAccess::tr("AWS_IAM: requests signed by an identity")}};
    for (const Authorizer& authorizer : authorizers)
        options.push_back(
            {mark + fromUtf8(authorizer.name),
             QStringLiteral("%1 (%2)").arg(fromUtf8(authorizer.name), fromUtf8(toString(authorizer.type)))});
    return options;
}

} // namespace

MethodAccess::MethodAccess(const Theme& theme, ApplyProjectEdit apply, QWidget* parent)
    : QWidget(parent), m_apply(std::move(apply)), m_authorization(new ChoiceField(theme, tr("Authorization"), {})),
      m_apiKey(new CheckField(theme, tr("Callers must send an API key")))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::l);
    m_authorization->comboBox()->setObjectName(QStringLiteral("authorization"));
    m_authorization->setCommit([this](const QString& key) { return choose(key); });
    column->addWidget(m_authorization);
    buildScopes(theme);
    column->addWidget(m_scopes);
    m_apiKey->setCommit([this](const QString& value) {
        const bool isRequired = value == QLatin1String("true");
        return m_apply(tr("Change API Key Rule"), [isRequired](Project p, const NodeRef& ref) {
            return setApiKeyRequired(std::move(p), ref.api, ref.method, isRequired);
        });
    });
    m_apiKey->setHelp(tr("Good are enabled keys of a usage plan that has this API's stage. Others get 403 Forbidden."));
    column->addWidget(m_apiKey);
}

void MethodAccess::buildScopes(const Theme& theme)
{
    m_scopes = new TableEditor(theme, tr("Authorization scopes"), tr("scope"),
                               tr("No scopes: any good token passes; a user pool's must be an ID token."),
                               {{tr("Scope"), TableColumn::Kind::Code, {}, 1}});
    m_scopes->view()->setAccessibleName(tr("Authorization scopes"));
    m_scopes->setHelp(tr("A token needs one of them."));
    m_scopes->setEdits(tableEdits<std::string>(
        {[this] { return m_shownScopes; },
         [this](const QString& name, const std::vector<std::string>& rows) { return setScopes(name, rows); }, setText,
         tr("Scope")}));
}

// Scopes go where the new choice does not take them.
QString MethodAccess::choose(const QString& key)
{
    MethodAuthorization wanted;
    if (key.startsWith(mark))
        wanted.authorizer = key.mid(1).toStdString();
    else
        wanted.authorizationType = key.toStdString();
    const auto edit = [wanted](Project p, const NodeRef& ref) mutable -> Result<Project> {
        const Api* api = p.find(ref.api);
        const Method* method = p.find(ref);
        const auto authorizer =
            api && api->openApi() ? findAuthorizer(*api->openApi(), wanted.authorizer) : std::nullopt;
        if (method && authorizer && !isLambda(authorizer->type))
            wanted.authorizationScopes = method->authorizationScopes;
        return setMethodAuthorization(std::move(p), ref.api, ref.method, wanted);
    };
    return m_apply(tr("Change Authorization"), edit);
}

QString MethodAccess::setScopes(const QString& command, const std::vector<std::string>& scopes)
{
    return m_apply(command, [&, authorizer = m_shownAuthorizer](Project p, const NodeRef& ref) {
        return setMethodAuthorization(std::move(p), ref.api, ref.method, {{}, authorizer, scopes});
    });
}

void MethodAccess::showMethod(const MethodContext& context)
{
    const OpenApiDefinition* definition = context.api.openApi();
    if (!definition)
        return;
    const bool isHttpApi = context.api.kind() == ApiKind::Http;
    m_shownScopes = context.method.authorizationScopes;
    m_shownAuthorizer = context.method.authorizer;
    showAuthorizer(*definition, context.method, isHttpApi);
    std::vector<QStringList> rows;
    for (const std::string& scope : m_shownScopes)
        rows.push_back({fromUtf8(scope)});
    m_scopes->setRows(rows);
    m_scopes->setVisible(m_takesScopes || !rows.empty());
    m_apiKey->setValue(context.method.apiKeyRequired);
    m_apiKey->setVisible(!isHttpApi || context.method.apiKeyRequired);
}

void MethodAccess::showAuthorizer(const OpenApiDefinition& definition, const Method& method, bool isHttpApi)
{
    const auto authorizers = authorizersOf(definition);
    m_authorization->setOptions(optionsOf(authorizers));
    m_authorization->setValue(keyOf(method));
    const auto authorizer = findAuthorizer(definition, method.authorizer);
    m_takesScopes = authorizer && !isLambda(authorizer->type);
    const QString name = fromUtf8(method.authorizer);
    if (authorizer)
        m_authorization->setFix(tr("Open %1").arg(name), [this, name] { emit authorizerRequested(name); });
    else
        m_authorization->setFix(authorizers.empty() ? tr("Authorizers of This API") : QString(),
                                [this] { emit authorizerRequested({}); });
    QString help;
    if (method.authorizationType == "AWS_IAM")
        help = tr("Signature Version 4, and a policy that allows execute-api:Invoke on this method.");
    else if (!name.isEmpty() && !authorizer)
        help = tr("The API has no authorizer called %1.").arg(name);
    else if (authorizers.empty())
        help = isHttpApi ? tr("Choose among more by giving the API a JWT or Lambda authorizer.")
                         : tr("Choose among more by giving the API a Lambda or Cognito authorizer.");
    m_authorization->setHelp(help);
}

} // namespace gw::ui
