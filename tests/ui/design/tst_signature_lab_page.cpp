// The signature lab at the end of an identity's page, by real clicks and keys: a signed request as pasted, one that was
// changed, one from a trace, and what is said of text that is no request. No secret access key is shown.
#include "gateway-engine/crypto/sigv4.h"
#include "tests/support/access_page_test.h"
#include "ui/session/project_secrets.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPlainTextEdit>

using namespace gw;
using namespace gw::test;
using namespace gw::ui;

namespace {

constexpr char keyId[] = "AKIAANA0123456789ABC";
constexpr char secretKey[] = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

const char* manifest = R"(name: shop
apis:
  - name: pets
    kind: rest
    file: pets.yaml
    stages:
      - { name: dev, autoDeploy: true }
identities:
  - name: ana
    accessKeyId: AKIAANA0123456789ABC
    policies:
      - { name: own, document: { Version: "2012-10-17", Statement: [ { Effect: Allow, Action: "execute-api:Invoke", Resource: "*" } ] } }
)";

const char* document = R"(openapi: 3.0.1
info: { title: pets, version: "1" }
paths:
  /pets:
    get:
      security: [ { sigv4: [] } ]
      responses: { "200": { description: OK } }
components:
  securitySchemes:
    sigv4: { type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: awsSigv4 }
)";

// HTTP text, as a client writes it to its log.
QString signedText(const std::string& target)
{
    engine::Headers headers;
    headers.add("Host", "localhost");
    engine::signHeaders({"GET", target, {}}, headers, {keyId, secretKey, {}},
                        engine::SigningScope::of("execute-api", "us-east-1", std::chrono::system_clock::now()));
    std::string text = "GET " + target + " HTTP/1.1\n";
    for (const engine::HeaderField field : headers)
        text += std::string(field.name) + ": " + std::string(field.value) + "\n";
    return QString::fromStdString(text);
}

} // namespace

class TestSignatureLabPage : public AccessPageTest
{
    Q_OBJECT

private:
    [[nodiscard]] GatewaySession& gateway() const { return m_studio->gateway; }
    [[nodiscard]] QString labelText(const QString& name) const
    {
        const auto* label = visible<QLabel>(name);
        return label ? label->text() : QString();
    }
    [[nodiscard]] QString textOf(const QString& name) const
    {
        const auto* editor = visible<QPlainTextEdit>(name);
        return editor ? editor->toPlainText() : QString();
    }
    void showLab()
    {
        clickRow("ana", "Identities");
        QVERIFY(visible<QPlainTextEdit>("signedRequest"));
    }
    void paste(const QString& text)
    {
        auto* field = visible<QPlainTextEdit>("signedRequest");
        QVERIFY(field);
        QGuiApplication::clipboard()->setText(text);
        field->setFocus();
        field->selectAll();
        field->paste();
    }
    QString verdict()
    {
        if (auto* former = visible<QLabel>("labVerdict"))
            former->clear();
        QTest::keyClick(visible<QPlainTextEdit>("signedRequest"), Qt::Key_Return, Qt::ControlModifier);
        if (!QTest::qWaitFor([this] { return !labelText("labVerdict").isEmpty(); }, 30'000))
            return "none: " + labelText("signatureState");
        return labelText("labVerdict");
    }

private slots:
    void init()
    {
        open("gatewright.yaml", manifest, {1300, 4200}, {{"pets.yaml", document}});
        gateway().setPort(0);
        QTRY_VERIFY(workspace().secrets().isLoaded());
        workspace().secrets().set(SecretKind::AccessKey, keyId, Secret(secretKey));
        QSignalSpy deployed(&gateway(), &GatewaySession::deployed);
        gateway().start();
        QVERIFY(!deployed.isEmpty() || deployed.wait(10'000));
        showLab();
    }
    void cleanup()
    {
        gateway().stop();
        QTRY_VERIFY_WITH_TIMEOUT(gateway().state() == GatewaySession::State::Stopped, 20'000);
        m_studio.reset();
    }

    void showsHowASignatureIsMade()
    {
        paste(signedText("/dev/pets?b=2&a=1"));
        QCOMPARE(verdict(), QString("Allowed"));
        QVERIFY2(textOf("Canonical request").startsWith("GET\n/dev/pets\na=1&b=2\nhost:localhost\n"),
                 qPrintable(textOf("Canonical request")));
        QVERIFY(textOf("String to sign").startsWith("AWS4-HMAC-SHA256\n"));
        const QStringList signatures = textOf("Signatures").split('\n');
        QCOMPARE(signatures.size(), 2);
        QCOMPARE(signatures[0].section(' ', -1), signatures[1].section(' ', -1));
        QVERIFY(says("The policy \"own\" of the identity \"ana\""));
        for (const auto* editor : page().findChildren<QPlainTextEdit*>())
            QVERIFY(!editor->toPlainText().contains(secretKey));
        for (const auto* label : page().findChildren<QLabel*>())
            QVERIFY(!label->text().contains(secretKey));
    }

    void tellsWhatWasChanged()
    {
        paste(signedText("/dev/pets").replace("GET /dev/pets", "GET /dev/pets?more=1"));
        QCOMPARE(verdict(), QString("Refused with 403"));
        const QStringList signatures = textOf("Signatures").split('\n');
        QVERIFY(signatures.size() == 2 && signatures[0].section(' ', -1) != signatures[1].section(' ', -1));
        QVERIFY(!says("The policy \"own\"")); // nobody was asked
        paste("{}");
        press("signatureTry");
        QVERIFY2(labelText("signatureState").contains("no request"), qPrintable(labelText("signatureState")));
    }

    void beginsWithATrace()
    {
        QSignalSpy traced(&gateway(), &GatewaySession::tracesFinished);
        const QString text = signedText("/dev/pets");
        QNetworkRequest request(QUrl(QString("http://127.0.0.1:%1/dev/pets").arg(gateway().port())));
        for (const QString& line : text.split('\n', Qt::SkipEmptyParts).mid(1))
            request.setRawHeader(line.section(": ", 0, 0).toUtf8(), line.section(": ", 1).toUtf8());
        QNetworkAccessManager network;
        QNetworkReply* reply = network.get(request);
        QSignalSpy answered(reply, &QNetworkReply::finished);
        QVERIFY(answered.wait(10'000));
        QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 200);
        QVERIFY(!traced.isEmpty() || traced.wait(10'000));
        auto* traces = visible<QComboBox>("signatureTrace");
        QTRY_COMPARE(traces->count(), 2);
        choose("signatureTrace", traces->itemText(1));
        emit traces->activated(1);
        QVERIFY(textOf("signedRequest").startsWith("GET /dev/pets HTTP/1.1\n"));
        QVERIFY2(labelText("signatureState").contains("paste Authorization", Qt::CaseInsensitive),
                 qPrintable(labelText("signatureState")));
        const QString authorization = text.section("Authorization: ", 1).section('\n', 0, 0);
        paste(textOf("signedRequest").replace("Authorization: \n", "Authorization: " + authorization + '\n'));
        QCOMPARE(verdict(), QString("Allowed"));
    }
};

QTEST_MAIN(TestSignatureLabPage)
#include "tst_signature_lab_page.moc"
