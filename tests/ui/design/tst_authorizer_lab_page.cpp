// The authorizer lab at the end of an authorizer's page, by real clicks and keys: tokens of the project's own issuer,
// functions that really run, and what is said while the gateway does not.
#include "tests/support/access_page_test.h"
#include "ui/session/project_secrets.h"
#include "ui/widgets/code_editor.h"

#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QTextBlock>

using namespace gw;
using namespace gw::test;
using namespace gw::ui;

namespace {

const char* manifest = R"(name: shop
functions:
  - name: guard
    runtime: python3.11
    handler: app.handler
    timeout: 120
apis:
  - name: pets
    kind: rest
    file: pets.yaml
    stages:
      - { name: dev, autoDeploy: true }
userPools:
  - name: people
    arn: arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_people
localIssuer:
  enabled: true
  users: [ { name: anna } ]
  clients: [ { name: app, redirectUris: [ "app:/back" ], scopes: [ openid ] } ]
)";

const char* document = R"(openapi: 3.0.1
info: { title: pets, version: "1" }
paths:
  /open:
    get: { responses: { "200": { description: OK } } }
  /pets/{petId}:
    get:
      security: [ { people: [] } ]
      responses: { "200": { description: OK } }
    delete:
      security: [ { guard: [] } ]
      responses: { "200": { description: OK } }
components:
  securitySchemes:
    people:
      type: apiKey
      name: Authorization
      in: header
      x-amazon-apigateway-authtype: cognito_user_pools
      x-amazon-apigateway-authorizer:
        type: cognito_user_pools
        providerARNs: [ "arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_people" ]
    guard:
      type: apiKey
      name: X-Token
      in: header
      x-amazon-apigateway-authtype: custom
      x-amazon-apigateway-authorizer:
        type: token
        authorizerUri: arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:guard/invocations
)";

const char* function = R"(import time

def handler(event, context):
    if event["authorizationToken"] == "slow":
        time.sleep(100)
    effect = "Allow" if event["authorizationToken"] == "friend-of-the-house" else "Deny"
    return {"principalId": "u1", "context": {"level": 3}, "policyDocument": {"Version": "2012-10-17", "Statement": [
        {"Action": "execute-api:Invoke", "Effect": effect, "Resource": event["methodArn"]}]}}
)";

} // namespace

class TestAuthorizerLabPage : public AccessPageTest
{
    Q_OBJECT

private:
    [[nodiscard]] GatewaySession& gateway() const { return m_studio->gateway; }
    [[nodiscard]] QString labelText(const QString& name) const
    {
        const auto* label = visible<QLabel>(name);
        return label ? label->text() : QString();
    }
    void startGateway()
    {
        QSignalSpy deployed(&gateway(), &GatewaySession::deployed);
        gateway().start();
        QVERIFY(!deployed.isEmpty() || deployed.wait(10'000));
    }
    void showLab(const QString& authorizer)
    {
        clickRow("Authorizers", "pets");
        auto* tree = visible<QTreeView>();
        QTest::keyClick(tree, Qt::Key_Right); // opens the group
        const QModelIndex group = tree->currentIndex();
        for (int row = 0; row < tree->model()->rowCount(group); ++row)
            if (const QModelIndex index = tree->model()->index(row, 0, group); index.data().toString() == authorizer) {
                tree->scrollTo(index);
                QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(index).center());
            }
        QVERIFY(visible<QPlainTextEdit>("labToken"));
        QCOMPARE(visible<QLineEdit>("authorizerName")->text(), authorizer);
    }
    QString minted(const QString& kind)
    {
        clickRow("Local Issuer");
        choose("mintFor", "anna");
        choose("mintKind", kind);
        press("mintToken");
        if (!QTest::qWaitFor([this] { return visible<QPlainTextEdit>("mintedToken") != nullptr; }))
            return {};
        return visible<QPlainTextEdit>("mintedToken")->toPlainText();
    }
    void paste(const QString& text, const QString& into = QStringLiteral("labToken"))
    {
        auto* field = visible<QPlainTextEdit>(into);
        QVERIFY(field);
        QGuiApplication::clipboard()->setText(text);
        field->setFocus();
        field->selectAll();
        field->paste();
    }
    // Tries it and waits for the verdict.
    QString verdict()
    {
        auto* former = visible<QLabel>("labVerdict");
        if (former)
            former->clear();
        press("labTry");
        if (!QTest::qWaitFor([this] { return !labelText("labVerdict").isEmpty(); }, 30'000))
            return "none: " + labelText("labState");
        return labelText("labVerdict");
    }
    // "Signature" → "Refused"
    [[nodiscard]] QString outcomeOf(const QString& step) const
    {
        const auto* table = visible<QTableView>("Steps of the token");
        for (int row = 0; table && row < table->model()->rowCount(); ++row)
            if (table->model()->index(row, 0).data().toString() == step)
                return table->model()->index(row, 1).data().toString();
        return {};
    }

private slots:
    void init()
    {
        open("gatewright.yaml", manifest, {1300, 3600}, {{"pets.yaml", document}});
        QVERIFY(QDir(m_studio->folder.path()).mkpath("functions/guard"));
        write("functions/guard/app.py", function);
        gateway().setPort(0);
        QTRY_VERIFY(workspace().secrets().isLoaded());
    }
    void cleanup()
    {
        gateway().stop();
        QTRY_VERIFY_WITH_TIMEOUT(gateway().state() == GatewaySession::State::Stopped, 20'000);
        m_studio.reset();
    }

    void offersToStartTheGateway()
    {
        showLab("people");
        QVERIFY(says("Authorizers are asked while the gateway runs."));
        QVERIFY(!visible<QAbstractButton>("labTry")->isEnabled());
        QVERIFY(!visible<QAbstractButton>("labForget")); // nothing of a user pool is kept
        press("labStart");
        QTRY_VERIFY(visible<QAbstractButton>("labTry")->isEnabled());
        QVERIFY(!visible<QAbstractButton>("labStart"));
        QCOMPARE(verdict(), QString("Refused with 401")); // no token
        gateway().stop();
        QTRY_VERIFY(visible<QAbstractButton>("labStart"));
        QVERIFY(!visible<QAbstractButton>("labTry")->isEnabled());
    }

    void tokensOfTheOwnIssuer()
    {
        startGateway();
        const QString token = minted("ID token");
        QVERIFY(token.count('.') == 2);
        showLab("people");
        QCOMPARE(visible<QComboBox>("labMethod")->currentText(), QString("GET /pets/{petId}"));
        QCOMPARE(visible<QLineEdit>("labPath")->text(), QString("/pets/1"));
        paste(token);
        QCOMPARE(verdict(), QString("Allowed"));
        QCOMPARE(outcomeOf("Signature"), QString("Passed"));
        QVERIFY(visible<QPlainTextEdit>("Header and claims")->toPlainText().contains("\"anna\""));
        QVERIFY(!visible<QPlainTextEdit>("Answer to the caller"));

        QString flipped = token;
        const auto at = token.lastIndexOf('.') + 10; // within the signature
        flipped[at] = token[at] == QChar('A') ? QChar('B') : QChar('A');
        paste(flipped);
        QCOMPARE(verdict(), QString("Refused with 401"));
        QCOMPARE(outcomeOf("Signature"), QString("Refused"));
        QCOMPARE(outcomeOf("exp"), QString("Passed"));
        QVERIFY(visible<QPlainTextEdit>("Answer to the caller")->toPlainText().startsWith("Status 401"));
    }

    void accessTokensNeedScopes()
    {
        startGateway();
        const QString token = minted("Access token");
        showLab("people");
        paste(token);
        QCOMPARE(verdict(), QString("Refused with 401"));
        QCOMPARE(outcomeOf("token_use"), QString("Refused"));
    }

    void functionsAreInvokedAndTheirResultsForgotten()
    {
        startGateway();
        showLab("guard");
        paste("friend-of-the-house");
        QCOMPARE(verdict(), QString("Allowed"));
        QVERIFY(labelText("labKept").startsWith("The function was invoked."));
        QVERIFY(labelText("labCaller").contains("principalId: u1\nlevel: 3"));
        QVERIFY(says("Allows the call, by statement 1."));
        QVERIFY(!visible<QPlainTextEdit>("Event the function was sent")->toPlainText().contains("friend-of-the"));
        QCOMPARE(verdict(), QString("Allowed"));
        QVERIFY(labelText("labKept").contains("kept from an earlier request"));
        press("labForget");
        QVERIFY(says("Forgotten: 1 result."));
        QCOMPARE(verdict(), QString("Allowed"));
        QVERIFY(labelText("labKept").startsWith("The function was invoked."));
        paste("foe");
        QCOMPARE(verdict(), QString("Refused with 403"));
        QVERIFY(says("Denies the call, by statement 1."));
        auto* verdicts = visible<QTableView>("Verdicts of The policy of the authorizer \"guard\"");
        QVERIFY(verdicts && verdicts->model()->rowCount() >= 3);
        QCOMPARE(verdicts->model()->index(0, 3).data().toString(), QString("Applies, and decides"));
        auto* policy = visible<CodeEditor>("The policy of the authorizer \"guard\"");
        QVERIFY(policy);
        QVERIFY(!policy->extraSelections().isEmpty()); // the statement that decides is tinted
        QVERIFY(policy->textCursor().block().text().contains('{'));
        QVERIFY(policy->textCursor().blockNumber() > 0);
    }

    void slowFunctionsAreCanceled()
    {
        startGateway();
        showLab("guard");
        paste("slow");
        QTest::keyClick(visible<QPlainTextEdit>("labToken"), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(visible<QProgressBar>());
        QVERIFY(!visible<QAbstractButton>("labTry")->isEnabled());
        QTest::keyClick(visible<QPlainTextEdit>("labToken"), Qt::Key_Escape);
        QVERIFY(says("Canceled."));
        press("labTry");
        QTRY_VERIFY(visible<QProgressBar>());
        press("labCancel");
        QVERIFY(says("Canceled."));
        QVERIFY(visible<QAbstractButton>("labTry")->isEnabled());
        QVERIFY(!visible<QProgressBar>() && !visible<QLabel>("labVerdict"));
    }

    void wrongHeadersAreTold()
    {
        startGateway();
        showLab("guard");
        paste("friend-of-the-house");
        paste("X-Tenant: blue\nnonsense", "labHeaders");
        press("labTry");
        QVERIFY(says("Line 2 of the headers is none."));
        paste("X-Tenant: blue", "labHeaders");
        QCOMPARE(verdict(), QString("Allowed"));
        showLab("people"); // nothing pasted goes along
        QVERIFY(visible<QPlainTextEdit>("labToken")->toPlainText().isEmpty());
        QVERIFY(!visible<QLabel>("labVerdict"));
    }

    void tracedRequestsAreTaken()
    {
        startGateway();
        showLab("people");
        QVERIFY(!visible<QComboBox>("labTrace")->isEnabled());
        QUrl url = gateway().invokeUrl(api().id, api().stages.front().id);
        url.setPath(url.path() + "/pets/77");
        QNetworkRequest request(url);
        request.setRawHeader("Authorization", "Bearer a-very-secret-token");
        request.setRawHeader("X-Tenant", "blue");
        QNetworkAccessManager manager;
        QNetworkReply* reply = manager.get(request);
        QSignalSpy finished(reply, &QNetworkReply::finished);
        QVERIFY(finished.wait(10'000));
        QTRY_VERIFY(visible<QComboBox>("labTrace")->isEnabled());
        auto* box = visible<QComboBox>("labTrace");
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Down);
        QCOMPARE(visible<QLineEdit>("labPath")->text(), QString("/pets/77"));
        QVERIFY(says("paste the token"));
        QVERIFY(visible<QPlainTextEdit>("labToken")->toPlainText().isEmpty());
        QVERIFY(visible<QPlainTextEdit>("labHeaders")->toPlainText().contains("blue", Qt::CaseInsensitive));
        QCOMPARE(verdict(), QString("Refused with 401"));
    }
};

QTEST_MAIN(TestAuthorizerLabPage)
#include "tst_authorizer_lab_page.moc"
