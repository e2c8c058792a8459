// The pages of user pools and of the local issuer by real clicks and keys, with undo; passwords, client secrets and
// keys as the secrets file then has them, and tokens that a real verifier takes.
#include "core/edit/edits_access.h"
#include "gateway-engine/access/issuer/issuer_design.h"
#include "gateway-engine/access/issuer/signing_keys.h"
#include "gateway-engine/auth/token_verifier.h"
#include "gateway-engine/crypto/password_hash.h"
#include "tests/support/access_page_test.h"
#include "tests/support/http_caller.h"
#include "ui/session/project_secrets.h"

#include <QClipboard>
#include <QPlainTextEdit>

using namespace gw;
using namespace gw::test;
using namespace gw::ui;

namespace {

const char* manifest = R"(name: shop
apis:
  - name: pets
    kind: rest
    file: pets.yaml
    stages:
      - { name: dev, autoDeploy: true }
)";

const char* document = R"(openapi: 3.0.1
info: { title: Things, version: "1" }
paths: {}
)";

} // namespace

class TestTokenPages : public AccessPageTest
{
    Q_OBJECT

private:
    [[nodiscard]] const UserPool& pool() const { return *project().userPools.front(); }
    [[nodiscard]] const LocalIssuer& issuer() const { return *project().localIssuer; }
    [[nodiscard]] const Secret* secret(SecretKind kind, const std::string& owner) const
    {
        return workspace().secrets().find(kind, owner);
    }
    void newPool()
    {
        clickRow("User Pools");
        newElement("New User Pool");
        QCOMPARE(project().userPools.size(), std::size_t{1});
        QVERIFY(visible<QLineEdit>("userPoolName"));
    }
    void newUser(const QString& name)
    {
        clickRow("Local Issuer");
        addRow("user", name);
        QTRY_VERIFY(issuer().findUser(name.toStdString()));
    }
    void newClient(const QString& name)
    {
        clickRow("Local Issuer");
        addRow("client", name);
        QTRY_VERIFY(issuer().findClient(name.toStdString()));
    }
    [[nodiscard]] QString keysText() const { return visible<QLabel>("issuerKeys")->text(); }

private slots:
    void init()
    {
        open("gatewright.yaml", manifest, {1300, 2200}, {{"pets.yaml", document}});
        QTRY_VERIFY(workspace().secrets().isLoaded());
    }
    void cleanup() { m_studio.reset(); }

    void aPoolIsOfTheLocalIssuerOrOfAnother()
    {
        newPool();
        QVERIFY(pool().isLocal() && isUserPoolArn(pool().arn));
        QVERIFY(says("The local issuer is off"));
        QVERIFY(!visible<QLineEdit>("userPoolIssuer"));
        choose("Tokens are of", "Another issuer");
        QVERIFY(!pool().isLocal());
        QVERIFY(
            QString::fromStdString(pool().issuer).startsWith("https://cognito-idp.us-east-1.amazonaws.com/us-east-1_"));
        type(visible<QLineEdit>("userPoolIssuer"), "https://issuer.example.com");
        QCOMPARE(pool().issuer, std::string("https://issuer.example.com"));
        type(visible<QLineEdit>("userPoolIssuer"), "http://issuer.example.com");
        QVERIFY(says("over plain http"));
        QCOMPARE(pool().issuer, std::string("https://issuer.example.com"));
        type(visible<QLineEdit>("userPoolIssuer"), "https://issuer.example.com");
        type(visible<QLineEdit>("userPoolJwks"), "http://issuer.example.com/keys");
        QVERIFY(says("over plain http") && pool().jwks.empty());
        type(visible<QLineEdit>("userPoolJwks"), "keys.json");
        QVERIFY(pool().hasJwksFile());
        workspace().undo();
        QVERIFY(pool().jwks.empty());
        choose("Tokens are of", "The project's local issuer");
        QVERIFY(pool().isLocal());
    }

    void aPoolIsRenamedCopiedAndDeleted()
    {
        newPool();
        type(visible<QLineEdit>("userPoolName"), "customers");
        QCOMPARE(pool().name, std::string("customers"));
        type(visible<QLineEdit>("userPoolArn"), "no ARN");
        QVERIFY(says("which is none of a user pool"));
        clickRow("customers", "User Pools");
        page().run(DesignPage::Command::Duplicate);
        QCOMPARE(project().userPools.size(), std::size_t{2});
        QVERIFY(project().userPools[0]->arn != project().userPools[1]->arn);
        page().run(DesignPage::Command::Delete);
        QCOMPARE(project().userPools.size(), std::size_t{1});
        workspace().undo();
        QCOMPARE(project().userPools.size(), std::size_t{2});
    }

    void keysAreChecked()
    {
        const std::string keys = R"({"keys":[{"kty":"oct","kid":"secret one","k":"AA"}]})";
        engine::test::HttpStandIn server([&](engine::Request request) -> engine::Task<engine::Response> {
            engine::Response response;
            response.status = request.path() == "/keys" ? 200 : 500;
            response.body = keys;
            co_return response;
        });
        newPool();
        choose("Tokens are of", "Another issuer");
        type(visible<QLineEdit>("userPoolJwks"), QString::fromStdString(server.url()) + "/keys");
        press("checkKeys");
        QTRY_VERIFY(says("There is no key that verifies a signature."));
        QVERIFY(says("\"secret one\""));
        type(visible<QLineEdit>("userPoolJwks"), QString::fromStdString(server.url()) + "/other");
        QVERIFY(!says("There is no key that verifies"));
        press("checkKeys");
        QTRY_VERIFY(says("answered 500"));
        QVERIFY(visible<QAbstractButton>("checkKeys")->isEnabled());
    }

    void theIssuerIsSetUp()
    {
        clickRow("Local Issuer");
        check("issuerEnabled");
        QVERIFY(issuer().enabled);
        type(visible<QLineEdit>("accessTokenSeconds"), "90");
        QCOMPARE(issuer().accessTokenSeconds, 90);
        type(visible<QLineEdit>("idTokenSeconds"), "86401");
        QCOMPARE(issuer().idTokenSeconds, 3'600);
        type(visible<QLineEdit>("idTokenSeconds"), "soon");
        QCOMPARE(issuer().idTokenSeconds, 3'600);
        type(visible<QLineEdit>("idTokenSeconds"), "60");
        type(visible<QLineEdit>("refreshTokenSeconds"), "7200");
        QCOMPARE(issuer().refreshTokenSeconds, 7'200);
        workspace().undo();
        QCOMPARE(issuer().refreshTokenSeconds, 30 * 86'400);
    }

    void usersHavePasswordsGroupsAndAttributes()
    {
        newUser("anna");
        QVERIFY(!issuer().users[0].sub.empty());
        typeCell("Users", 0, 2, "admins, staff");
        QTRY_COMPARE(issuer().users[0].groups, (std::vector<std::string>{"admins", "staff"}));
        typeCell("Users", 0, 3, "email=anna@example.com; custom:tenant=a=b");
        QTRY_COMPARE(issuer().users[0].attributes.size(), std::size_t{2});
        typeCell("Users", 0, 3, "nonsense");
        QTRY_VERIFY(says("Write attributes as name=value"));
        QVERIFY(says("No password yet"));
        auto* line = visible<QLineEdit>("newPassword");
        QCOMPARE(line->echoMode(), QLineEdit::Password);
        QVERIFY(!visible<QAbstractButton>("setPassword")->isEnabled());
        QTest::keyClicks(line, "correct horse");
        press("setPassword");
        QVERIFY(line->text().isEmpty());
        const std::string sub = issuer().users[0].sub;
        QTRY_VERIFY(secret(SecretKind::Password, sub));
        QVERIFY(engine::isPassword("correct horse", *secret(SecretKind::Password, sub)));
        QVERIFY(says("A password is set"));
        typeCell("Users", 0, 0, "anne"); // keeps sub and password
        QTRY_COMPARE(issuer().users[0].name, std::string("anne"));
        QCOMPARE(issuer().users[0].sub, sub);
        workspace().undo();
        QCOMPARE(issuer().users[0].name, std::string("anna"));
        QVERIFY(secret(SecretKind::Password, sub));
    }

    void clientsHaveSecretsWhereTheyAreToHaveThem()
    {
        newClient("app");
        QCOMPARE(issuer().clients[0].redirectUris.size(), std::size_t{1});
        QCOMPARE(visible<QLineEdit>("clientId")->text().toStdString(), issuer().clients[0].clientId);
        QVERIFY(!secret(SecretKind::ClientSecret, issuer().clients[0].clientId));
        typeCell("Clients", 0, 4, "authorization_code client_credentials");
        QTRY_VERIFY(says("may use client credentials but has no secret"));
        auto* view = visible<QTableView>("Clients");
        view->setCurrentIndex(view->model()->index(0, 1));
        view->setFocus();
        QTest::keyClick(view, Qt::Key_Space);
        QTRY_VERIFY(issuer().clients[0].hasSecret);
        const Secret* made = secret(SecretKind::ClientSecret, issuer().clients[0].clientId);
        QVERIFY(made && made->reveal().size() == 52);
        typeCell("Clients", 0, 2, "no-uri");
        QTRY_VERIFY(says("which is no absolute URI"));
        typeCell("Clients", 0, 2, "http://localhost:3000/cb myapp:/done");
        QTRY_COMPARE(issuer().clients[0].redirectUris.size(), std::size_t{2});
    }

    void keysAreMadeAndRotated()
    {
        clickRow("Local Issuer");
        QVERIFY(keysText().startsWith("None yet"));
        press("rotateKeys");
        QTRY_VERIFY(keysText().contains("signs"));
        QCOMPARE(workspace().secrets().all().owners(SecretKind::SigningKey).size(), std::size_t{1});
        QTRY_VERIFY(visible<QAbstractButton>("rotateKeys")->isEnabled());
        press("rotateKeys");
        QTRY_VERIFY(keysText().contains("published for another"));
        QCOMPARE(workspace().secrets().all().owners(SecretKind::SigningKey).size(), std::size_t{2});
        QVERIFY(!workspace().canUndo()); // it is no design
    }

    void aTokenIsMintedAndCopied()
    {
        newUser("anna");
        newClient("app");
        QVERIFY(!visible<QPlainTextEdit>("mintedToken"));
        choose("mintFor", "anna");
        choose("mintKind", "ID token");
        press("mintToken");
        QTRY_VERIFY(visible<QPlainTextEdit>("mintedToken"));
        press("copyToken");
        const std::string token = QGuiApplication::clipboard()->text().toStdString();
        const auto signing = engine::signingKeysIn(workspace().secrets().all());
        QVERIFY(signing != nullptr); // written where a gateway finds it
        const auto now = std::chrono::system_clock::now();
        const auto keys = engine::auth::JwkSet::fromJson(signing->jwks(now));
        engine::auth::TokenRules rules;
        rules.tokenUse = "id";
        rules.audiences = {issuer().clients[0].clientId};
        const auto verified = engine::auth::verifyToken(token, keys.value(), rules, now);
        QVERIFY(verified.has_value());
        QCOMPARE(verified->claims["cognito:username"].toString(), std::string_view("anna"));
        choose("mintFor", "The client itself");
        press("mintToken");
        QTRY_VERIFY(visible<QPlainTextEdit>("mintedToken")->toPlainText().toStdString() != token);
    }
};

QTEST_MAIN(TestTokenPages)
#include "tst_token_pages.moc"
