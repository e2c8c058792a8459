// The pages of authorizers, API keys, usage plans, domains and web ACLs by real clicks and keys, with undo.
#include "core/edit/edits_access.h"
#include "core/format/authorizer_scheme.h"
#include "tests/support/access_page_test.h"
#include "ui/design/elements_view.h"
#include "ui/session/project_secrets.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QTableView>
#include <QTreeView>

using namespace gw;
using namespace gw::test;
using namespace gw::ui;

namespace {

const char* manifest = R"(name: shop
functions:
  - name: guard
    runtime: python3.11
    handler: app.handler
  - name: other
    runtime: python3.11
    handler: app.handler
apis:
  - name: pets
    kind: rest
    file: pets.yaml
    stages:
      - { name: dev, autoDeploy: true }
  - name: orders
    kind: http
    file: orders.yaml
)";

const char* document = R"(openapi: 3.0.1
info: { title: Things, version: "1" }
paths:
  /things:
    get:
      responses: { "200": { description: The things } }
)";

} // namespace

class TestAccessPages : public AccessPageTest
{
    Q_OBJECT

private:
    [[nodiscard]] Authorizer authorizer(std::size_t index = 0, const char* apiName = "pets") const
    {
        const auto all = authorizersOf(*project().findApi(apiName)->openApi());
        return index < all.size() ? all[index] : Authorizer();
    }
    [[nodiscard]] const ApiKey& key() const { return *project().apiKeys.front(); }
    [[nodiscard]] const UsagePlan& plan() const { return *project().usagePlans.front(); }
    [[nodiscard]] std::string valueOfKey() const
    {
        const Secret* secret = workspace().secrets().find(SecretKind::ApiKey, key().keyId);
        return secret ? secret->reveal() : std::string();
    }
    void newAuthorizer()
    {
        clickRow("Authorizers", "pets");
        newElement("New Authorizer");
        QCOMPARE(authorizersOf(*project().findApi("pets")->openApi()).size(), std::size_t{1});
        QVERIFY(visible<QLineEdit>("authorizerName"));
    }
    void newKey()
    {
        clickRow("API Keys");
        newElement("New API Key");
        QCOMPARE(project().apiKeys.size(), std::size_t{1});
        QVERIFY(visible<QLineEdit>("apiKeyName"));
    }
    void newPlan()
    {
        clickRow("Usage Plans");
        newElement("New Usage Plan");
        QCOMPARE(project().usagePlans.size(), std::size_t{1});
        QVERIFY(visible<QLineEdit>("usagePlanName"));
    }
    void showThings()
    {
        const Resource& resource = *api().openApi()->resources.front();
        page().showNode(NodeRef{api().id, resource.id, resource.methods.front()->id, {}});
        page().showCard(page().currentNode(), engine::Card::MethodRequest);
    }
    [[nodiscard]] const Method& things() const { return *api().openApi()->resources.front()->methods.front(); }

private slots:
    void init()
    {
        open("gatewright.yaml", manifest, {1300, 1000}, {{"pets.yaml", document}, {"orders.yaml", document}});
        QTRY_VERIFY(workspace().secrets().isLoaded());
    }
    void cleanup() { m_studio.reset(); }

    void anAuthorizerIsMadeAndConfigured()
    {
        newAuthorizer();
        QVERIFY(authorizer().type == AuthorizerType::Token);
        QVERIFY(authorizer().authorizerUri.ends_with(":function:guard/invocations")); // the first one
        choose("authorizerFunction", "Function other");
        QVERIFY(authorizer().authorizerUri.ends_with(":function:other/invocations"));
        type(visible<QLineEdit>("Header with the token"), "X-Token");
        QCOMPARE(authorizer().identitySource.front(), std::string("method.request.header.X-Token"));
        type(visible<QLineEdit>("Validation expression"), "Bearer .+");
        QCOMPARE(authorizer().identityValidationExpression, std::string("Bearer .+"));
        type(visible<QLineEdit>("resultTtl"), "9000");
        QVERIFY(says("9000"));
        QVERIFY(!authorizer().authorizerResultTtlInSeconds);
        type(visible<QLineEdit>("resultTtl"), "60");
        QCOMPARE(authorizer().authorizerResultTtlInSeconds.value_or(0), 60);
        workspace().undo();
        QVERIFY(!authorizer().authorizerResultTtlInSeconds);
        click("Open other");
        QVERIFY(bool(page().currentNode().function));
    }

    void aRequestAuthorizerHasRowsOfSources()
    {
        newAuthorizer();
        choose("authorizerType", "REQUEST");
        QVERIFY(authorizer().type == AuthorizerType::Request);
        QVERIFY(!visible<QLineEdit>("Header with the token"));
        addRow("identity source", "tenant");
        QTRY_COMPARE(authorizer().identitySource.size(), std::size_t{2});
        QCOMPARE(authorizer().identitySource.back(), std::string("method.request.header.tenant"));
        typeCell("Identity sources", 1, 0, "X-Tenant");
        QCOMPARE(authorizer().identitySource.back(), std::string("method.request.header.X-Tenant"));
        auto* sources = visible<QTableView>("Identity sources");
        sources->setFocus();
        sources->setCurrentIndex(sources->model()->index(1, 0));
        QTest::keyClick(sources, Qt::Key_Delete);
        QCOMPARE(authorizer().identitySource.size(), std::size_t{1});
        QCOMPARE(workspace().undoName(), QString("Remove Identity Source"));
        sources->setCurrentIndex(sources->model()->index(0, 0));
        QTest::keyClick(sources, Qt::Key_Delete); // answers are kept, by nothing then
        QVERIFY(says("has no identity source to keep them by"));
        QCOMPARE(authorizer().identitySource.size(), std::size_t{1});
    }

    void aUserPoolAuthorizerTakesThePoolsOfTheProject()
    {
        newAuthorizer();
        choose("authorizerType", "COGNITO");
        QVERIFY(authorizer().type == AuthorizerType::CognitoUserPools);
        QVERIFY(says("names no user pool"));
        click("New User Pool of the Project");
        QCOMPARE(project().userPools.size(), std::size_t{1});
        QCOMPARE(authorizer().providerARNs, std::vector<std::string>{project().userPools.front()->arn});
        QVERIFY(!says("names no user pool"));
        workspace().undo();
        QVERIFY(project().userPools.empty() && authorizer().providerARNs.empty());
    }

    void httpApisHaveJwtAndSimpleResponses()
    {
        clickRow("Authorizers", "orders");
        newElement("New Authorizer");
        QVERIFY(authorizer(0, "orders").type == AuthorizerType::Request);
        QVERIFY(authorizer(0, "orders").enableSimpleResponses);
        choose("Payload format version", "1.0");
        QVERIFY(!authorizer(0, "orders").enableSimpleResponses);
        choose("authorizerType", "JWT");
        QVERIFY(says("names no issuer") && says("names no audience"));
        type(visible<QLineEdit>("Issuer"), "https://issuer.example.com");
        addRow("audience", "shop");
        QTRY_COMPARE(authorizer(0, "orders").jwtConfiguration.audience, std::vector<std::string>{"shop"});
        QCOMPARE(authorizer(0, "orders").jwtConfiguration.issuer, std::string("https://issuer.example.com"));
        QVERIFY(!says("names no"));
    }

    void anAuthorizerIsRenamedOnItsPage()
    {
        newAuthorizer();
        type(visible<QLineEdit>("authorizerName"), "door");
        QCOMPARE(authorizer().name, std::string("door"));
        QCOMPARE(visible<QTreeView>()->currentIndex().data().toString(), QString("door"));
        type(visible<QLineEdit>("Validation expression"), "x+"); // it goes on under the new name
        QCOMPARE(authorizer().identityValidationExpression, std::string("x+"));
        type(visible<QLineEdit>("authorizerName"), "not a name");
        QVERIFY(says("is not the name of an authorizer"));
        QCOMPARE(authorizer().name, std::string("door"));
    }

    void authorizersAreDuplicatedAndDeletedInTheTree()
    {
        newAuthorizer();
        auto* tree = visible<QTreeView>();
        tree->setFocus();
        QTest::keyClick(tree, Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(authorizer(1).name, std::string("authorizer-copy"));
        QCOMPARE(tree->currentIndex().data().toString(), QString("authorizer-copy"));
        QVERIFY(visible<QLineEdit>("authorizerName")->text() == QString("authorizer-copy"));
        QTest::keyClick(tree, Qt::Key_Delete);
        QCOMPARE(authorizersOf(*api().openApi()).size(), std::size_t{1});
        workspace().undo();
        QCOMPARE(authorizersOf(*api().openApi()).size(), std::size_t{2});
    }

    void aMethodChoosesItsAuthorizer()
    {
        newAuthorizer();
        showThings();
        choose("authorization", "authorizer (TOKEN)");
        QCOMPARE(things().authorizer, std::string("authorizer"));
        QCOMPARE(things().authorizationType, std::string("CUSTOM"));
        QVERIFY(!visible<QTableView>("Authorization scopes"));
        click("Open authorizer");
        QVERIFY(visible<QLineEdit>("authorizerName"));
        click("GET /things"); // the link of what uses it
        QCOMPARE(page().currentNode().method, things().id);
        choose("authorization", "AWS_IAM");
        QVERIFY(things().authorizer.empty());
        QCOMPARE(things().authorizationType, std::string("AWS_IAM"));
        check("Callers must send an API key");
        QVERIFY(things().apiKeyRequired);
        workspace().undo();
        workspace().undo();
        QCOMPARE(things().authorizer, std::string("authorizer"));
    }

    void aMethodWithTokensHasScopes()
    {
        newAuthorizer();
        choose("authorizerType", "COGNITO");
        click("New User Pool of the Project");
        showThings();
        choose("authorization", "authorizer (COGNITO_USER_POOLS)");
        QCOMPARE(things().authorizationType, std::string("COGNITO_USER_POOLS"));
        click("Add scope");
        auto* editor = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        QVERIFY(editor);
        QTest::keyClicks(editor, "things/read");
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(things().authorizationScopes, std::vector<std::string>{"things/read"});
        typeCell("Authorization scopes", 0, 0, "two words");
        QVERIFY(says("is no scope"));
        QCOMPARE(things().authorizationScopes, std::vector<std::string>{"things/read"});
        choose("authorization", "NONE"); // scopes mean nothing then
        QVERIFY(things().authorizationScopes.empty() && things().authorizer.empty());
    }

    void aKeyHasAValueFromTheBeginning()
    {
        newKey();
        QCOMPARE(valueOfKey().size(), std::size_t{40});
        auto* value = visible<QLineEdit>("Value");
        QVERIFY(value && value->isReadOnly());
        QVERIFY(!value->text().contains(QString::fromStdString(valueOfKey())));
        press("Reveal");
        QCOMPARE(value->text(), QString::fromStdString(valueOfKey()));
        press("Copy Value");
        QCOMPARE(QGuiApplication::clipboard()->text(), QString::fromStdString(valueOfKey()));
        clickRow("API Keys"); // hidden again when the page is left
        clickRow("api-key", "API Keys");
        QVERIFY(value->isReadOnly());
        QVERIFY(!value->text().contains(QString::fromStdString(valueOfKey())));
        QFile file(m_studio->folder.filePath(".gatewright/secrets.yaml"));
        QTRY_VERIFY(file.exists());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains(QByteArray::fromStdString(valueOfKey())));
    }

    void aValueIsRegeneratedWrittenAndPutBack()
    {
        newKey();
        const std::string first = valueOfKey();
        const QString undoName = workspace().undoName();
        click("Regenerate");
        QVERIFY(valueOfKey() != first);
        QCOMPARE(workspace().undoName(), undoName); // no edit of the project
        click("Put the Former Value Back");
        QCOMPARE(valueOfKey(), first);
        press("Reveal");
        type(visible<QLineEdit>("Value"), "short");
        QVERIFY(says("20 to 128 characters"));
        QCOMPARE(valueOfKey(), first);
        type(visible<QLineEdit>("Value"), "mine-mine-mine-mine-mine");
        QCOMPARE(valueOfKey(), std::string("mine-mine-mine-mine-mine"));
        auto* tree = visible<QTreeView>();
        tree->setFocus();
        QTest::keyClick(tree, Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(project().apiKeys.size(), std::size_t{2});
        press("Reveal");
        type(visible<QLineEdit>("Value"), "mine-mine-mine-mine-mine");
        QVERIFY(says("Another API key has this value"));
    }

    void aFreshCloneGeneratesWhatIsMissing()
    {
        newKey();
        workspace().secrets().remove(SecretKind::ApiKey, key().keyId);
        QVERIFY(visibleText("Generate"));
        clickRow("API Keys");
        auto* table = visible<QTableView>("API Keys");
        QVERIFY(table);
        QCOMPARE(table->model()->index(0, 3).data().toString(), QString("no value on this machine"));
        click("Generate Missing Values");
        QCOMPARE(valueOfKey().size(), std::size_t{40});
        QCOMPARE(table->model()->index(0, 3).data().toString(), QString("enabled"));
        QVERIFY(!visibleText("Generate Missing Values"));
    }

    void aPlanIsConfigured()
    {
        newKey();
        newPlan();
        type(visible<QLineEdit>("Rate (requests/s)"), "2.5");
        type(visible<QLineEdit>("Burst (requests)"), "5");
        QVERIFY(plan().throttle == (ThrottleSettings{2.5, 5}));
        type(visible<QLineEdit>("Burst (requests)"), "lots");
        QVERIFY(says("Write a whole number"));
        QVERIFY(!visible<QComboBox>("In a")->isEnabled());
        type(visible<QLineEdit>("Requests"), "1000");
        choose("In a", "Week");
        type(visible<QLineEdit>("Less in the first period"), "100");
        QVERIFY(plan().quota == (Quota{1000, 100, QuotaPeriod::Week}));
        type(visible<QLineEdit>("Less in the first period"), "5000");
        QVERIFY(plan().quota->offset == 100);
        empty(visible<QLineEdit>("Requests"));
        QVERIFY(!plan().quota);
        workspace().undo();
        QVERIFY(plan().quota.has_value());
    }

    void aPlanHasStagesMethodsAndKeys()
    {
        newKey();
        newPlan();
        QVERIFY(says("good for nothing yet"));
        addRow("stage", "pets/prod");
        QTRY_VERIFY(says("prod"));
        QVERIFY(plan().apiStages.empty());
        addRow("stage", "pets/dev");
        QTRY_COMPARE(plan().apiStages.size(), std::size_t{1});
        addRow("method throttle", "/things/GET");
        QTRY_COMPARE(plan().apiStages.front().throttle.size(), std::size_t{1});
        QCOMPARE(plan().apiStages.front().throttle.front().method, std::string("/things/GET"));
        typeCell("Throttling of single methods", 0, 2, "0.5");
        QCOMPARE(plan().apiStages.front().throttle.front().throttle.rateLimit.value_or(0), 0.5);
        addRow("API key", "api-key");
        QTRY_COMPARE(plan().keys, std::vector<std::string>{"api-key"});
        clickRow("api-key", "API Keys");
        auto* plans = visible<QTableView>("Usage plans");
        QVERIFY(plans);
        QCOMPARE(plans->model()->index(0, 0).data().toString(), QString("usage-plan"));
        QCoreApplication::sendPostedEvents(); // the page was made by the click: now it is laid out
        click("Open usage-plan");
        QCOMPARE(page().currentNode(), nodeOf(plan().id));
    }

    void aKeyJoinsAndLeavesPlans()
    {
        newPlan();
        newKey();
        QVERIFY(says("403 Forbidden"));
        addRow("usage plan", "silver");
        QTRY_VERIFY(says("There is no usage plan \"silver\""));
        addRow("usage plan", "usage-plan");
        QTRY_COMPARE(plan().keys, std::vector<std::string>{"api-key"});
        check("Enabled: requests with it may pass");
        QVERIFY(!key().enabled);
        QCOMPARE(workspace().undoName(), QString("Disable API Key"));
        type(visible<QLineEdit>("apiKeyName"), "partner");
        QCOMPARE(plan().keys, std::vector<std::string>{"partner"}); // the plan follows
        auto* plans = visible<QTableView>("Usage plans");
        plans->setFocus();
        plans->setCurrentIndex(plans->model()->index(0, 0));
        QTest::keyClick(plans, Qt::Key_Delete);
        QVERIFY(plan().keys.empty());
        workspace().undo();
        QCOMPARE(plan().keys, std::vector<std::string>{"partner"});
    }

    void aDomainLeadsToStages()
    {
        clickRow("Custom Domain Names");
        newElement("New Custom Domain Name");
        const auto domain = [this]() -> const DomainName& { return *project().domainNames.front(); };
        QCOMPARE(domain().name, std::string("api.localhost"));
        QCOMPARE(domain().mappings.size(), std::size_t{1}); // of the first API
        type(visible<QLineEdit>("Port"), "8443");
        QCOMPARE(domain().port, 8443);
        QVERIFY(says("https://api.localhost:8443"));
        typeCell("Mappings", 0, 1, "/v1/things/");
        QCOMPARE(domain().mappings.front().path, std::string("v1/things"));
        choose("Routing", "Routing rules, then");
        addRow("rule", "pets/dev");
        QTRY_COMPARE(domain().rules.size(), std::size_t{1});
        typeCell("Routing rules", 0, 3, "x-version: v2*");
        QCOMPARE(domain().rules.front().headers.size(), std::size_t{1});
        typeCell("Routing rules", 0, 3, "x-version");
        QVERIFY(says("header: value"));
        check("Speak TLS (https)");
        QVERIFY(!domain().tls.enabled);
        QVERIFY(!visible<QLineEdit>("Truststore"));
        type(visible<QLineEdit>("domainName"), "not a domain");
        QVERIFY(says("is not the name of a domain"));
    }

    void aWebAclHasRulesInOrder()
    {
        clickRow("Web ACLs");
        newElement("New Web ACL");
        const auto acl = [this]() -> const WebAcl& { return *project().webAcls.front(); };
        addRow("rule", "flood");
        QTRY_COMPARE(acl().rules.size(), std::size_t{1});
        QVERIFY(std::holds_alternative<RateMatch>(acl().rules.front().match));
        typeCell("Rules", 0, 3, "100 in 60");
        QCOMPARE(std::get<RateMatch>(acl().rules.front().match).limit, 100);
        typeCell("Rules", 0, 3, "100 in 61");
        QCOMPARE(std::get<RateMatch>(acl().rules.front().match).evaluationWindowSec, 60);
        addRow("rule", "second");
        QTRY_COMPARE(acl().rules.size(), std::size_t{2});
        auto* rules = visible<QTableView>("Rules");
        rules->setCurrentIndex(rules->model()->index(1, 0));
        click("Move Rule Up");
        QCOMPARE(acl().rules.front().name, std::string("second"));
        choose("Requests that no rule decides", "BLOCK");
        QVERIFY(acl().defaultAction == WebAclAction::Block);
        workspace().undo();
        QVERIFY(acl().defaultAction == WebAclAction::Allow);
    }

    void listsSayWhatTheyAreWhileEmpty()
    {
        for (const auto& [row, under] : std::vector<std::pair<QString, QString>>{{"Authorizers", "pets"},
                                                                                 {"API Keys", {}},
                                                                                 {"Usage Plans", {}},
                                                                                 {"Custom Domain Names", {}},
                                                                                 {"Web ACLs", {}}}) {
            clickRow(row, under);
            bool hasList = false;
            for (auto* view : page().findChildren<ElementsView*>())
                hasList = hasList || view->isVisible();
            QVERIFY2(hasList && says(" yet"), qPrintable(row));
        }
    }
};

QTEST_MAIN(TestAccessPages)
#include "tst_access_pages.moc"
