// The pages of identities and client certificates by real clicks and keys, with undo; what is secret stays out of the
// project.
#include "tests/support/access_page_test.h"
#include "ui/session/project_secrets.h"
#include "ui/widgets/code_editor.h"

#include <QClipboard>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QTimer>

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
      - { name: prod }
)";

const char* document = R"(openapi: 3.0.1
info: { title: Things, version: "1" }
paths:
  /things:
    get:
      responses: { "200": { description: The things } }
)";

constexpr char denyAll[] =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"execute-api:Invoke","Resource":"*"}]})";

} // namespace

class TestIdentityPages : public AccessPageTest
{
    Q_OBJECT

private:
    [[nodiscard]] const Identity& identity() const { return *project().identities.front(); }
    [[nodiscard]] const ClientCertificate& certificate() const { return *project().clientCertificates.front(); }
    [[nodiscard]] std::string secretOf(SecretKind kind, const std::string& owner) const
    {
        const Secret* secret = workspace().secrets().find(kind, owner);
        return secret ? secret->reveal() : std::string();
    }
    void newIdentity()
    {
        clickRow("Identities");
        newElement("New Identity");
        QCOMPARE(project().identities.size(), std::size_t{1});
        QVERIFY(visible<QLineEdit>("identityName"));
    }
    void newCertificate()
    {
        clickRow("Client Certificates");
        newElement("New Client Certificate");
        QCOMPARE(project().clientCertificates.size(), std::size_t{1});
    }
    [[nodiscard]] CodeEditor* editor() const { return visible<CodeEditor>("Policy document"); }
    void writePolicy(const QString& text)
    {
        QVERIFY(editor());
        editor()->setFocus();
        editor()->selectAll();
        QTest::keyClick(editor(), Qt::Key_Delete);
        editor()->insertPlainText(text); // typing would close brackets
        visible<QLineEdit>("identityName")->setFocus();
    }
    void chooseInMenu(const QString& button, const QString& entry)
    {
        auto* opens = qobject_cast<QPushButton*>(visibleText(button));
        QVERIFY(opens && opens->menu());
        QTimer::singleShot(0, this, [&] {
            QMenu* menu = opens->menu();
            for (QAction* action : menu->actions())
                if (action->text() == entry) {
                    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
                    return;
                }
            menu->close();
        });
        QTest::mouseClick(opens, Qt::LeftButton);
    }
    // Answers the question that a click opens.
    void clickAndAnswer(const QString& button, const QString& answer)
    {
        bool isAsked = false;
        QTimer::singleShot(0, this, [&] {
            auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
            isAsked = box != nullptr;
            for (QAbstractButton* each : box ? box->buttons() : QList<QAbstractButton*>())
                if (each->text().remove('&') == answer)
                    QTest::mouseClick(each, Qt::LeftButton);
        });
        click(button);
        QVERIFY(isAsked);
    }

private slots:
    void init()
    {
        open("gatewright.yaml", manifest, {1300, 1100}, {{"pets.yaml", document}});
        QTRY_VERIFY(workspace().secrets().isLoaded());
    }
    void cleanup() { m_studio.reset(); }

    void anIdentityHasAnAccessKeyAndMayCallEveryApi()
    {
        newIdentity();
        QVERIFY(isAccessKeyId(identity().accessKeyId));
        QCOMPARE(secretOf(SecretKind::AccessKey, identity().accessKeyId).size(), std::size_t{40});
        QCOMPARE(identity().policies.size(), std::size_t{1});
        QVERIFY(editor()->toPlainText().contains("execute-api:Invoke"));
        QVERIFY(says("arn:aws:iam::"));
        type(visible<QLineEdit>("identityName"), "alice");
        QCOMPARE(identity().name, std::string("alice"));
        type(visible<QLineEdit>("identityName"), "no blanks");
        QVERIFY(says("is not the name of an identity"));
    }

    void theSecretIsNoPartOfTheProject()
    {
        newIdentity();
        const std::string secret = secretOf(SecretKind::AccessKey, identity().accessKeyId);
        auto* line = visible<QLineEdit>("secretAccessKey");
        QVERIFY(line && !line->text().contains(QString::fromStdString(secret)));
        QSignalSpy saved(&workspace(), &Workspace::saved);
        workspace().save();
        QVERIFY(saved.count() || saved.wait());
        QFile file(m_studio->folder.filePath("gatewright.yaml"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.contains(identity().accessKeyId.c_str()));
        QVERIFY(!text.contains(secret.c_str()));
    }

    void aKeyIsRotatedAndTheFormerOneComesBackByUndo()
    {
        newIdentity();
        const std::string id = identity().accessKeyId;
        const std::string secret = secretOf(SecretKind::AccessKey, id);
        click("Rotate Access Key");
        QVERIFY(identity().accessKeyId != id && isAccessKeyId(identity().accessKeyId));
        QVERIFY(secretOf(SecretKind::AccessKey, identity().accessKeyId) != secret);
        QCOMPARE(workspace().undoName(), QString("Rotate Access Key"));
        workspace().undo();
        QCOMPARE(identity().accessKeyId, id);
        QCOMPARE(secretOf(SecretKind::AccessKey, id), secret);
        click("Regenerate");
        QVERIFY(secretOf(SecretKind::AccessKey, id) != secret);
        click("Put the Former Secret Back");
        QCOMPARE(secretOf(SecretKind::AccessKey, id), secret);
    }

    void aProfileForTheCommandLineIsCopied()
    {
        newIdentity();
        type(visible<QLineEdit>("identityName"), "alice");
        click("Copy as AWS CLI Profile");
        const std::string& id = identity().accessKeyId;
        QCOMPARE(QApplication::clipboard()->text().toStdString(),
                 "[alice]\naws_access_key_id = " + id +
                     "\naws_secret_access_key = " + secretOf(SecretKind::AccessKey, id) + "\nregion = us-east-1\n");
        workspace().secrets().remove(SecretKind::AccessKey, id);
        QTRY_VERIFY(!visibleText("Copy as AWS CLI Profile")->isEnabled());
        click("Generate");
        QTRY_VERIFY(visibleText("Copy as AWS CLI Profile")->isEnabled());
    }

    void aPolicyIsWrittenAndItsProblemsAreMarked()
    {
        newIdentity();
        writePolicy(denyAll);
        const json::Value& written = identity().policies.front().document;
        QCOMPARE(std::string(written.at("/Statement/0/Effect")->toString()), std::string("Deny"));
        const Project before = project();
        writePolicy("{ \"Version\": \"2012-10-17\",\n  \"Statement\": [ { \"Effect\": \"Maybe\" } ] }");
        QVERIFY(project() == before);
        QVERIFY(says("Line 2"));
        QTRY_VERIFY(!editor()->marks().empty());
        QCOMPARE(editor()->marks().front().line, 2);
        QVERIFY(editor()->marks().front().column > 0);
        writePolicy("{ not json");
        QVERIFY(project() == before);
        writePolicy("  ");
        QVERIFY(says("A policy is never empty"));
        writePolicy(denyAll);
        QTRY_VERIFY(editor()->marks().empty());
    }

    void templatesAreTakenFromMenus()
    {
        newIdentity();
        const auto part = [this](const char* pointer) {
            return std::string(identity().policies.front().document.at(pointer)->toString());
        };
        click("Allow Everything");
        QCOMPARE(part("/Statement/0/Action"), std::string("*"));
        chooseInMenu("Invoke One API", "pets");
        const std::string arn = "arn:aws:execute-api:us-east-1:" + project().aws.accountId + ":" + api().apiId;
        QCOMPARE(part("/Statement/0/Resource"), arn + "/*");
        chooseInMenu("Invoke One Stage", "pets/prod");
        QCOMPARE(part("/Statement/0/Resource"), arn + "/prod/*");
        workspace().undo();
        QCOMPARE(part("/Statement/0/Resource"), arn + "/*");
        QVERIFY(editor()->toPlainText().contains("/*"));
    }

    void severalPoliciesAreEditedOneAtATime()
    {
        newIdentity();
        addRow("policy", "second");
        QTRY_COMPARE(identity().policies.size(), std::size_t{2});
        auto* rows = visible<QTableView>("Policies");
        rows->setFocus();
        rows->setCurrentIndex(rows->model()->index(0, 0));
        QTest::keyClick(rows, Qt::Key_Down);
        QVERIFY(says("\"second\""));
        writePolicy(denyAll);
        QCOMPARE(std::string(identity().policies[1].document.at("/Statement/0/Effect")->toString()),
                 std::string("Deny"));
        QCOMPARE(std::string(identity().policies[0].document.at("/Statement/0/Effect")->toString()),
                 std::string("Allow"));
        addRow("policy", "second");
        QTRY_VERIFY(says("has a policy \"second\" already"));
        rows->setFocus();
        rows->setCurrentIndex(rows->model()->index(1, 0));
        QTest::keyClick(rows, Qt::Key_Delete);
        QCOMPARE(identity().policies.size(), std::size_t{1});
        QTest::keyClick(rows, Qt::Key_Delete);
        QVERIFY(identity().policies.empty());
        QVERIFY(says("may call nothing"));
        click("Allow Everything"); // adds one
        QCOMPARE(identity().policies.size(), std::size_t{1});
    }

    void tagsAreRows()
    {
        newIdentity();
        addRow("tag", "team");
        QTRY_COMPARE(identity().tags.size(), std::size_t{1});
        typeCell("Tags", 0, 1, "cats");
        QCOMPARE(*findIn(identity().tags, "team"), std::string("cats"));
        addRow("tag", "team");
        QTRY_VERIFY(says("There is a tag \"team\" already"));
    }

    void aClientCertificateIsGenerated()
    {
        newCertificate();
        QTRY_VERIFY(says("There is no certificate yet"));
        click("Generate Certificate");
        QTRY_VERIFY_WITH_TIMEOUT(says("Good until"), 10'000);
        QCOMPARE(certificate().certificate, "certificates/" + certificate().certificateId + ".pem");
        QVERIFY(says("CN=client-certificate"));
        QVERIFY(says("(364 days)"));
        QVERIFY(
            secretOf(SecretKind::PrivateKey, certificate().certificateId).starts_with("-----BEGIN PRIVATE KEY-----"));
        QFile file(m_studio->folder.filePath(QString::fromStdString(certificate().certificate)));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray pem = file.readAll();
        QVERIFY(!pem.contains("PRIVATE KEY"));
        click("Copy PEM");
        QCOMPARE(QApplication::clipboard()->text().toUtf8(), pem);
    }

    void rotatingAsksFirst()
    {
        newCertificate();
        QTRY_VERIFY(visibleText("Generate Certificate"));
        click("Generate Certificate");
        QTRY_VERIFY_WITH_TIMEOUT(says("Good until"), 10'000);
        const std::string key = secretOf(SecretKind::PrivateKey, certificate().certificateId);
        QTRY_VERIFY(visibleText("Rotate Certificate…") && visibleText("Rotate Certificate…")->isEnabled());
        clickAndAnswer("Rotate Certificate…", "Cancel");
        QCOMPARE(secretOf(SecretKind::PrivateKey, certificate().certificateId), key);
        clickAndAnswer("Rotate Certificate…", "Rotate");
        QTRY_VERIFY_WITH_TIMEOUT(secretOf(SecretKind::PrivateKey, certificate().certificateId) != key, 10'000);
        QTRY_VERIFY(says("Good until"));
    }

    void whatIsWrongWithAFileIsSaid()
    {
        newCertificate();
        type(visible<QLineEdit>("certificateFile"), "../outside.pem");
        QVERIFY(says("is not inside the project folder"));
        type(visible<QLineEdit>("certificateFile"), "missing.pem");
        QTRY_VERIFY(says("There is no certificate yet"));
        write("broken.pem", "no certificate");
        type(visible<QLineEdit>("certificateFile"), "broken.pem");
        QTRY_VERIFY(says("The text holds no certificate"));
        QVERIFY(says("The certificate cannot be read"));
    }

    void aKeyThatIsNotHereOrAnothersIsSaid()
    {
        newCertificate();
        QTRY_VERIFY(visibleText("Generate Certificate"));
        click("Generate Certificate");
        QTRY_VERIFY_WITH_TIMEOUT(says("Good until"), 10'000);
        const std::string id = certificate().certificateId;
        workspace().secrets().remove(SecretKind::PrivateKey, id);
        QTRY_VERIFY(says("private key is not on this machine"));
        workspace().secrets().set(SecretKind::PrivateKey, id, Secret("no key"));
        QTRY_VERIFY(says("The private key cannot be read"));
    }
};

QTEST_MAIN(TestIdentityPages)
#include "tst_identity_pages.moc"
