// The authorizer page's fields of where identities and tokens are read, and whose tokens are good.
#include "core/edit/edits_access.h"
#include "gateway-engine/access/issuer/issuer_design.h"
#include "ui/design/authorizer_page.h"
#include "ui/design/list_edits.h"
#include "ui/design/method_facts.h"
#include "ui/models/identity_sources.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"

#include <QTableView>

namespace gw::ui {

namespace {

constexpr int usualPort = 4780;

std::vector<QStringList> rowsOf(const std::vector<std::string>& texts)
{
    std::vector<QStringList> rows;
    for (const std::string& text : texts)
        rows.push_back({fromUtf8(text)});
    return rows;
}

int portOf(const GatewaySession& gateway)
{
    return gateway.port() > 0 ? gateway.port() : usualPort;
}

} // namespace

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
    m_sources = add(new TableEditor(
        m_theme, tr("Identity sources"), tr("identity source"), tr("None: the function is asked for every request."),
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
    const LocalIssuer& local = *m_workspace.project().localIssuer;
    QStringList clients;
    for (const IssuerClient& client : local.clients)
        clients << fromUtf8(client.clientId);
    m_audience->model()->setChoices(0, clients);
    const bool isLocal = authorizer.jwtConfiguration.issuer == engine::issuerUrl(portOf(m_gateway));
    m_issuer->setFix(isLocal || m_workspace.isLoneFile() ? QString() : tr("Use the Project's Local Issuer"),
                     [this] { useLocalIssuer(); });
}

// Its tokens are then good for every client it knows, until the audience names others.
void AuthorizerPage::useLocalIssuer()
{
    auto authorizer = shown();
    if (!authorizer)
        return;
    authorizer->jwtConfiguration.issuer = engine::issuerUrl(portOf(m_gateway));
    const auto edit = [&](Project p) -> Result<Project> {
        if (authorizer->jwtConfiguration.audience.empty())
            for (const IssuerClient& client : p.localIssuer->clients)
                if (authorizer->jwtConfiguration.audience.size() < mostAudiences)
                    authorizer->jwtConfiguration.audience.push_back(client.clientId);
        LocalIssuer issuer = *p.localIssuer;
        issuer.enabled = true;
        auto with = setLocalIssuer(std::move(p), std::move(issuer));
        return with ? setAuthorizer(std::move(*with), m_api, *authorizer) : with;
    };
    m_issuer->showError(apply(tr("Use Local Issuer"), edit));
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

} // namespace gw::ui
