// The authorizer's fields; which of them are there depends on its type. What the service would refuse stands on top.
#include "ui/design/authorizer_page.h"

#include "core/edit/access_rules.h"
#include "core/edit/access_uses.h"
#include "core/edit/edits_access.h"
#include "core/format/authorizer_scheme.h"
#include "ui/design/authorizer_defaults.h"
#include "ui/design/list_edits.h"
#include "ui/design/method_facts.h"
#include "ui/design/uses_list.h"
#include "ui/models/identity_sources.h"
#include "ui/models/number_text.h"
#include "ui/session/workspace.h"
#include "ui/widgets/tone_label.h"

#include <QComboBox>
#include <QLineEdit>
#include <QTableView>

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

void show(const std::vector<QWidget*>& parts, bool areVisible)
{
    for (QWidget* part : parts)
        part->setVisible(areVisible);
}

std::vector<QStringList> rowsOf(const std::vector<std::string>& texts)
{
    std::vector<QStringList> rows;
    for (const std::string& text : texts)
        rows.push_back({fromUtf8(text)});
    return rows;
}

} // namespace

AuthorizerPage::AuthorizerPage(Workspace& workspace, const Theme& theme, QWidget* parent)
    : ElementPage(workspace, theme, parent), m_faults(new ToneLabel(theme, tone::error))
{
    m_faults->setWordWrap(true);
    m_faults->setAccessibleName(tr("What is wrong"));
    add(m_faults);
    addHead(QStringLiteral("authorizerName"), [this](const std::string& name) { return rename(name); });
    m_type = add(new ChoiceField(m_theme, tr("Type"), {}));
    m_type->comboBox()->setObjectName(QStringLiteral("authorizerType"));
    m_type->setCommit([this](const QString& text) {
        const auto type = authorizerTypeFrom(text.toStdString());
        return change(tr("Change Authorizer Type"), [&](Authorizer& a) {
            changeType(a, type.value_or(a.type), m_workspace.project(), isHttp());
        });
    });
    buildFunction();
    buildIdentity();
    buildTokens();
    buildHttp();
    addSection(tr("Used by"));
    m_uses = add(new UsesList(theme, tr("No method uses it yet. A method's Method Request card has the choice.")));
    connect(m_uses, &UsesList::elementRequested, this, &ElementPage::elementRequested);
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

TableEditor* AuthorizerPage::addTexts(const QString& label, const QString& thing, const QString& whenEmpty,
                                      const QString& commandThing,
                                      std::function<std::vector<std::string>&(Authorizer&)> part)
{
    auto* table = add(new TableEditor(m_theme, label, thing, whenEmpty, {{label, TableColumn::Kind::Code, {}, 1}}));
    table->view()->setAccessibleName(label);
    const auto now = [this, part] {
        auto authorizer = shown();
        return authorizer ? part(*authorizer) : std::vector<std::string>();
    };
    const auto put = [this, part](const QString& name, std::vector<std::string> rows) {
        return change(name, [&](Authorizer& a) { part(a) = rows; });
    };
    table->setEdits(tableEdits<std::string>({now, put, setText, commandThing}));
    return table;
}

void AuthorizerPage::buildFunction()
{
    m_lambdaParts.push_back(addSection(tr("Function"), tr("Decides for each request, or once for as long as its "
                                                          "answer is kept.")));
    m_function = new ChoiceField(m_theme, tr("Calls"), {});
    m_function->comboBox()->setObjectName(QStringLiteral("authorizerFunction"));
    m_function->setCommit([this](const QString& name) { return chooseFunction(name); });
    m_ttl = new TextField(m_theme, tr("Keep answers for (s)"));
    m_ttl->lineEdit()->setObjectName(QStringLiteral("resultTtl"));
    m_ttl->setCommit([this](const QString& text) {
        std::optional<int> seconds;
        if (QString refusal = readNumber(text, seconds); !refusal.isEmpty())
            return refusal;
        return change(
            tr("Change Result TTL"), [&](Authorizer& a) { a.authorizerResultTtlInSeconds = seconds; },
            QStringLiteral("ttl"));
    });
    addRow({m_function, m_ttl});
    m_uri = add(addText(tr("URI"), tr("Change Authorizer URI"), &Authorizer::authorizerUri));
    m_credentials = add(addText(tr("Role"), tr("Change Authorizer Role"), &Authorizer::authorizerCredentials));
    m_credentials->setPlaceholder(tr("none"));
    m_credentials->setHelp(tr("The ARN of the role the service calls the function as. Means something in AWS only."));
    m_lambdaParts.insert(m_lambdaParts.end(), {m_function, m_ttl, m_uri, m_credentials});
}

// The open link is the field's fix: a button below it.
void AuthorizerPage::showFunction(const Authorizer& authorizer)
{
    const Project& project = m_workspace.project();
    Options options;
    for (const Cow<Function>& function : project.functions)
        options.push_back({fromUtf8(function->name), tr("Function %1").arg(fromUtf8(function->name))});
    options.push_back({{}, tr("Another function, by its URI")});
    const Function* function = project.findFunction(functionNameIn(authorizer.authorizerUri));
    m_function->setOptions(options);
    m_function->setValue(function ? fromUtf8(function->name) : QString());
    m_function->setHelp(project.functions.empty()
                            ? tr("The project has no functions yet: Functions in the tree makes one.")
                            : QString());
    if (function) {
        NodeRef node;
        node.function = function->id;
        m_function->setFix(tr("Open %1").arg(fromUtf8(function->name)), [this, node] { emit elementRequested(node); });
    } else {
        m_function->setFix({});
    }
    m_uri->setValue(fromUtf8(authorizer.authorizerUri));
    m_uri->setVisible(isLambda(authorizer.type) && !function);
    m_credentials->setValue(fromUtf8(authorizer.authorizerCredentials));
    m_ttl->setValue(numberText(authorizer.authorizerResultTtlInSeconds));
    m_ttl->setPlaceholder(isHttp() ? tr("0: not kept") : QString::number(defaultResultTtl));
    m_ttl->setHelp(tr("0 to 3600; 0 asks the function every time."));
}

QString AuthorizerPage::chooseFunction(const QString& name)
{
    return change(tr("Change Authorizer Function"), [&](Authorizer& a) {
        if (!name.isEmpty())
            a.authorizerUri = invocationUri(m_workspace.project().aws, name.toStdString());
        else if (m_workspace.project().findFunction(functionNameIn(a.authorizerUri)))
            a.authorizerUri = invocationUri(m_workspace.project().aws, "my-function"); // to be written over
    });
}

void AuthorizerPage::buildIdentity()
{
    addSection(tr("Identity"), tr("Where the request says who sends it. A request without it gets 401 and nobody is "
                                  "asked."));
    m_tokenSource = add(new TextField(m_theme, tr("Header with the token"), TextField::Kind::CodeLine));
    m_tokenSource->setCommit([this](const QString& value) {
        const std::string source = identitySourceText(value, placeText(IdentitySource::Place::Header), isHttp());
        return change(
            tr("Change Identity Source"), [&](Authorizer& a) { a.identitySource = {source}; },
            QStringLiteral("source"));
    });
    using Kind = TableColumn::Kind;
    m_sources = add(new TableEditor(m_theme, tr("Identity sources"), tr("identity source"),
                                    tr("None: the function is asked for every request."),
                                    {{tr("Name"), Kind::Code, {}, 2}, {tr("From"), Kind::Choice, identityPlaces(), 1}}));
    m_sources->view()->setAccessibleName(tr("Identity sources"));
    m_sources->setNewRow({{}, placeText(IdentitySource::Place::Header)});
    const auto now = [this] {
        const auto authorizer = shown();
        return authorizer ? authorizer->identitySource : std::vector<std::string>();
    };
    const auto put = [this](const QString& name, std::vector<std::string> rows) {
        return change(name, [&](Authorizer& a) { a.identitySource = rows; });
    };
    const auto set = [this](std::string& source, int column, const QString& value) {
        QStringList row = identityRow(source, isHttp());
        row[column] = value;
        source = identitySourceText(row[0], row[1], isHttp());
        return QString();
    };
    // A new row's place comes after its name: it is kept until then as the text alone.
    m_sources->setEdits(tableEdits<std::string>({now, put, set, tr("Identity Source")}));
    m_validation = add(addText(tr("Validation expression"), tr("Change Validation Expression"),
                               &Authorizer::identityValidationExpression));
    m_validation->setPlaceholder(tr("none"));
}

void AuthorizerPage::showSources(const Authorizer& authorizer)
{
    const bool isRequest = authorizer.type == AuthorizerType::Request;
    m_tokenSource->setVisible(!isRequest);
    m_sources->setVisible(isRequest);
    std::vector<QStringList> rows;
    for (const std::string& source : authorizer.identitySource)
        rows.push_back(identityRow(source, isHttp()));
    m_tokenSource->setValue(rows.empty() ? QString() : rows.front().front());
    m_sources->setRows(rows);
    m_sources->setHelp(resultTtl(authorizer, isHttp()) > 0
                           ? tr("All of them must be there; together they are what answers are kept by.")
                           : QString());
    const bool isPool = authorizer.type == AuthorizerType::CognitoUserPools;
    m_validation->setVisible(authorizer.type == AuthorizerType::Token || isPool);
    m_validation->setValue(fromUtf8(authorizer.identityValidationExpression));
    m_validation->setHelp(isPool ? tr("A regular expression that the token's audience must match as a whole.")
                                 : tr("A regular expression that the token must match as a whole, else 401."));
}

void AuthorizerPage::buildTokens()
{
    m_poolParts.push_back(addSection(tr("User pools"), tr("Tokens of these pools pass.")));
    m_pools = addTexts(tr("User pool ARN"), tr("user pool"), tr("No pool: no token can pass."), tr("User Pool"),
                       [](Authorizer& a) -> std::vector<std::string>& { return a.providerARNs; });
    m_poolParts.push_back(m_pools);
    m_jwtParts.push_back(addSection(tr("Tokens")));
    m_issuer = add(new TextField(m_theme, tr("Issuer"), TextField::Kind::CodeLine));
    m_issuer->setPlaceholder(QStringLiteral("https://issuer.example.com"));
    m_issuer->setHelp(tr("Exactly the token's \"iss\". Its keys are found at /.well-known/openid-configuration."));
    m_issuer->setCommit([this](const QString& value) {
        return change(
            tr("Change Issuer"), [&](Authorizer& a) { a.jwtConfiguration.issuer = value.trimmed().toStdString(); },
            QStringLiteral("issuer"));
    });
    m_audience = addTexts(tr("Audience"), tr("audience"), tr("No audience: no token can pass."), tr("Audience"),
                          [](Authorizer& a) -> std::vector<std::string>& { return a.jwtConfiguration.audience; });
    m_audience->setHelp(tr("One of them must be the token's \"aud\", or its \"client_id\"."));
    m_jwtParts.insert(m_jwtParts.end(), {m_issuer, m_audience});
}

void AuthorizerPage::showTokens(const Authorizer& authorizer)
{
    const auto& pools = m_workspace.project().userPools;
    QStringList known;
    for (const Cow<UserPool>& pool : pools)
        known << fromUtf8(pool->arn);
    m_pools->model()->setChoices(0, known);
    m_pools->setRows(rowsOf(authorizer.providerARNs));
    m_pools->setFix(pools.empty() && !m_workspace.isLoneFile() ? tr("New User Pool of the Project") : QString(),
                    [this] { addPool(); });
    m_issuer->setValue(fromUtf8(authorizer.jwtConfiguration.issuer));
    m_audience->setRows(rowsOf(authorizer.jwtConfiguration.audience));
}

// A pool whose tokens the project's own issuer signs.
void AuthorizerPage::addPool()
{
    auto authorizer = shown();
    if (!authorizer)
        return;
    UserPool pool;
    pool.name = "users";
    const auto edit = [&](Project p) -> Result<Project> {
        auto made = createUserPool(std::move(p), pool);
        if (!made)
            return made;
        authorizer->providerARNs.push_back(made->userPools.back()->arn);
        return setAuthorizer(std::move(*made), m_api, *authorizer);
    };
    m_pools->showError(apply(tr("New User Pool"), edit));
}

void AuthorizerPage::buildHttp()
{
    m_httpLambdaParts.push_back(addSection(tr("Payload")));
    m_version = add(new ChoiceField(m_theme, tr("Payload format version"),
                                    {{QStringLiteral("2.0"), QStringLiteral("2.0")},
                                     {QStringLiteral("1.0"), tr("1.0, as REST APIs send it")}}));
    m_version->setCommit([this](const QString& version) {
        return change(tr("Change Payload Format Version"), [&](Authorizer& a) {
            a.authorizerPayloadFormatVersion = version.toStdString();
            a.enableSimpleResponses = a.enableSimpleResponses && version == QLatin1String("2.0");
        });
    });
    m_simple = add(new CheckField(m_theme, tr("The function answers { \"isAuthorized\": true } instead of a policy")));
    m_simple->setCommit([this](const QString& value) {
        return change(tr("Change Simple Responses"),
                      [&](Authorizer& a) { a.enableSimpleResponses = value == QLatin1String("true"); });
    });
    m_httpLambdaParts.insert(m_httpLambdaParts.end(), {m_version, m_simple});
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
    return apply(command, [&](Project p) { return setAuthorizer(std::move(p), m_api, *authorizer); }, field);
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
    showHead(authorizer->name, tr("Authorizer of %1 · id %2")
                                   .arg(fromUtf8(api->name),
                                        fromUtf8(derivedAuthorizerId(api->apiId, authorizer->name))));
    QStringList faults;
    for (const std::string& fault : faultsOf(*authorizer, isHttp()))
        faults << fromUtf8(fault);
    m_faults->setText(faults.join(QLatin1Char('\n')));
    m_faults->setVisible(!faults.isEmpty());
    m_type->setOptions(types(isHttp()));
    m_type->setValue(key(authorizer->type));
    m_type->setHelp(typeHelp(authorizer->type));
    show(m_lambdaParts, isLambda(authorizer->type));
    show(m_poolParts, authorizer->type == AuthorizerType::CognitoUserPools);
    show(m_jwtParts, authorizer->type == AuthorizerType::Jwt);
    show(m_httpLambdaParts, isHttp() && isLambda(authorizer->type));
    showFunction(*authorizer);
    showSources(*authorizer);
    showTokens(*authorizer);
    m_version->setValue(fromUtf8(authorizer->authorizerPayloadFormatVersion));
    m_simple->setValue(authorizer->enableSimpleResponses);
    m_simple->setEnabled(authorizer->authorizerPayloadFormatVersion == "2.0");
    m_uses->showUses(uses);
}

} // namespace gw::ui
