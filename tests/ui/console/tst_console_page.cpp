// The console page with the pet store, a running gateway and real clicks and keys.
#include "core/edit/edits.h"
#include "ui/console/body_view.h"
#include "ui/console/console_page.h"
#include "ui/console/field_table.h"
#include "ui/console/request_editor.h"
#include "ui/console/url_line.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/widgets/badges.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/elided_label.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QTableWidget>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace gw;
using namespace gw::ui;

namespace {

void copyFolder(const QString& from, const QString& to)
{
    QDirIterator it(from, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString file = it.next();
        const QString target = to + file.mid(from.size());
        QDir().mkpath(QFileInfo(target).path());
        QVERIFY(QFile::copy(file, target));
        QFile::setPermissions(target, QFile::ReadOwner | QFile::WriteOwner);
    }
}

template <typename Widget>
Widget* named(QWidget& parent, const QString& accessibleName)
{
    for (Widget* widget : parent.findChildren<Widget*>()) {
        if (widget->accessibleName() == accessibleName)
            return widget;
    }
    return nullptr;
}

QPushButton* buttonOf(QWidget& parent, const QString& text)
{
    for (QPushButton* button : parent.findChildren<QPushButton*>()) {
        if (button->text() == text && button->isVisible())
            return button;
    }
    return nullptr;
}

bool showsText(QWidget& parent, const QString& text)
{
    for (QLabel* label : parent.findChildren<QLabel*>()) {
        if (label->isVisible() && label->text().contains(text))
            return true;
    }
    return false;
}

} // namespace

class TestConsolePage : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void nothingListensUntilTheGatewayRuns();
    void savedRequestIsSentAndTraced();
    void unknownVariableStopsTheRequest();
    void pathAloneMeansTheGateway();
    void editedRequestIsSavedToItsFile();
    void newRequestBecomesAFile();
    void draftsSurviveAWalkThroughTheTree();
    void tryFillsFromTheDesign();
    void testRunsTheDraftWithoutAGateway();
    void testedFaultsAreExplained();
    void testOfAForeignAddressIsRefused();
    void eventsAreShownAsTheyCome();
    void chunksGrowAndStop();
    void historyBringsRequestsBack();
    void theHalvesFlip();
    void stateIsRestored();

private:
    void startGateway();
    void type(const QString& url);
    [[nodiscard]] StatusPill* pill() const;

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<GatewaySession> m_gateway;
    std::unique_ptr<ConsolePage> m_page;
    Theme m_theme{ThemeChoice::Light};
};

void TestConsolePage::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    qputenv("XDG_DATA_HOME", m_dir->filePath("data").toUtf8());
    copyFolder(GW_SOURCE_DIR "/resources/examples/petstore", m_dir->filePath("petstore"));
    QFile::remove(m_dir->filePath("petstore/environments/local.yaml")); // {{baseUrl}} is the running gateway then
    m_workspace = std::make_unique<Workspace>();
    m_gateway = std::make_unique<GatewaySession>(*m_workspace);
    QSignalSpy opened(m_workspace.get(), &Workspace::opened);
    m_workspace->open(m_dir->filePath("petstore"));
    QVERIFY(opened.wait());
    m_gateway->setPort(0);
    m_page = std::make_unique<ConsolePage>(*m_workspace, *m_gateway, m_theme);
    m_page->resize(1200, 760);
    m_page->show();
}

void TestConsolePage::cleanup()
{
    m_page.reset();
    m_gateway.reset();
    m_workspace.reset();
    m_dir.reset();
}

void TestConsolePage::startGateway()
{
    QSignalSpy deployed(m_gateway.get(), &GatewaySession::deployed);
    m_gateway->start();
    QTRY_VERIFY(deployed.count() > 0);
}

void TestConsolePage::type(const QString& url)
{
    auto* line = m_page->findChild<UrlLine*>();
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, url);
    QTest::keyClick(line, Qt::Key_Escape); // away with the completion
}

StatusPill* TestConsolePage::pill() const
{
    return m_page->findChild<StatusPill*>();
}

void TestConsolePage::nothingListensUntilTheGatewayRuns()
{
    m_page->openRequest("Is the store open");
    QVERIFY(!m_page->findChild<UrlLine*>()->text().isEmpty());
    type("http://127.0.0.1:1/x");
    QTest::mouseClick(buttonOf(*m_page, "Send"), Qt::LeftButton);
    QTRY_VERIFY(showsText(*m_page, "Nothing listens on 127.0.0.1:1."));
    QVERIFY(showsText(*m_page, "Start the gateway with F5."));
    type("/health");
    QTest::mouseClick(buttonOf(*m_page, "Start Gateway"), Qt::LeftButton);
    QTRY_COMPARE(pill()->text(), QString("200 OK")); // sent again by itself
}

void TestConsolePage::savedRequestIsSentAndTraced()
{
    startGateway();
    QSignalSpy traced(m_page.get(), &ConsolePage::showTraceRequested);
    auto* tree = named<QTreeView>(*m_page, "Saved requests");
    const QModelIndexList found =
        tree->model()->match(tree->model()->index(0, 0), Qt::DisplayRole, "Is the store open", 1, Qt::MatchRecursive);
    QCOMPARE(found.size(), 1);
    tree->scrollTo(found[0]);
    QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(found[0]).center());
    QCOMPARE(m_page->findChild<UrlLine*>()->text(), QString("{{baseUrl}}/health"));
    QTest::keyClick(m_page->findChild<UrlLine*>(), Qt::Key_Return);
    QTRY_COMPARE(pill()->text(), QString("200 OK"));
    QVERIFY(m_page->findChild<BodyView*>()->shownText().contains("\"status\": \"open\""));
    QTRY_VERIFY(!m_gateway->traces().empty());
    auto* headers = named<QTableWidget>(*m_page, "Response headers");
    QVERIFY(!headers->findItems("x-amzn-RequestId", Qt::MatchFixedString).isEmpty());
    for (QTabWidget* tabs : m_page->findChildren<QTabWidget*>()) {
        if (tabs->count() == 5 && tabs->tabText(2) == "Trace")
            tabs->setCurrentIndex(2);
    }
    QTRY_VERIFY(buttonOf(*m_page, "Open in Inspector"));
    QTest::mouseClick(buttonOf(*m_page, "Open in Inspector"), Qt::LeftButton);
    QCOMPARE(traced[0][0].toString(), QString::fromStdString(m_gateway->traces().back()->requestId));
}

void TestConsolePage::unknownVariableStopsTheRequest()
{
    startGateway();
    type("{{baseUrl}}/pets/{{nobody}}");
    m_page->send();
    QTRY_VERIFY(showsText(*m_page, "The variable \"nobody\" is not defined."));
    QVERIFY(m_gateway->traces().empty());
}

void TestConsolePage::pathAloneMeansTheGateway()
{
    startGateway();
    type("/health");
    m_page->send();
    QTRY_COMPARE(pill()->text(), QString("200 OK"));
    m_page->send();
    m_page->send(); // cancels the one before
    QTRY_COMPARE(m_gateway->statistics().requests >= 2, true);
}

void TestConsolePage::editedRequestIsSavedToItsFile()
{
    const QString file = m_dir->filePath("petstore/requests/pets/List pets.yaml");
    m_page->openRequest("pets/List pets");
    auto* title = m_page->findChild<ElidedLabel*>();
    QCOMPARE(title->text(), QString("List pets"));
    auto* url = m_page->findChild<UrlLine*>();
    url->end(false);
    QTest::keyClicks(url, "5");
    QCOMPARE(title->text(), QString("List pets (edited)"));
    m_page->saveRequest();
    QCOMPARE(title->text(), QString("List pets"));
    QFile saved(file);
    QVERIFY(saved.open(QIODevice::ReadOnly));
    QVERIFY(saved.readAll().contains("value: \"105\""));
}

void TestConsolePage::newRequestBecomesAFile()
{
    m_page->newRequest();
    type("{{baseUrl}}/owners");
    m_page->saveRequest();
    QVERIFY(QFile::exists(m_dir->filePath("petstore/requests/GET owners.yaml")));
    auto* tree = named<QTreeView>(*m_page, "Saved requests");
    QTRY_VERIFY(tree->findChild<QLineEdit*>()); // its name can be typed at once
    tree->findChild<QLineEdit*>()->selectAll();
    QTest::keyClicks(tree->findChild<QLineEdit*>(), "Everyone");
    QTest::keyClick(tree->findChild<QLineEdit*>(), Qt::Key_Return);
    QTRY_VERIFY(QFile::exists(m_dir->filePath("petstore/requests/Everyone.yaml")));
    QVERIFY(!QFile::exists(m_dir->filePath("petstore/requests/GET owners.yaml")));
    QCOMPARE(m_page->findChild<ElidedLabel*>()->text(), QString("Everyone"));
}

void TestConsolePage::draftsSurviveAWalkThroughTheTree()
{
    m_page->openRequest("pets/List pets");
    type("{{baseUrl}}/changed");
    m_page->openRequest("pets/One pet");
    QCOMPARE(m_page->findChild<UrlLine*>()->text(), QString("{{baseUrl}}/pets/{{petId}}"));
    m_page->openRequest("pets/List pets");
    QCOMPARE(m_page->findChild<UrlLine*>()->text(), QString("{{baseUrl}}/changed"));
    QCOMPARE(m_page->findChild<ElidedLabel*>()->text(), QString("List pets (edited)"));
}

void TestConsolePage::tryFillsFromTheDesign()
{
    const Api& api = *m_workspace->project().apis.front();
    const Resource* pet = api.openApi()->findPath("/pets/{petId}");
    const Resource* pets = api.openApi()->findPath("/pets");
    const auto methodOf = [](const Resource& resource, HttpVerb verb) {
        for (const Cow<Method>& method : resource.methods) {
            if (method->verb == verb)
                return method->id;
        }
        return MethodId{};
    };
    m_page->tryMethod({api.id, pet->id, methodOf(*pet, HttpVerb::Get), {}});
    QVERIFY2(m_page->findChild<UrlLine*>()->text().endsWith("/dev/pets/1"),
             qPrintable(m_page->findChild<UrlLine*>()->text()));
    m_page->tryMethod({api.id, pets->id, methodOf(*pets, HttpVerb::Post), {}});
    auto* editor = m_page->findChild<RequestEditor*>();
    QCOMPARE(editor->request().method, QString("POST"));
    QVERIFY(editor->request().body.text.contains("\"name\": \"Minka\""));
    m_page->tryMethod({api.id, pets->id, methodOf(*pets, HttpVerb::Get), {}});
    QVERIFY(!editor->request().query.empty());
    QVERIFY(!editor->request().query.front().enabled); // optional parameters wait to be switched on
    m_page->tryMethod({});                             // nothing to try, nothing happens
    QCOMPARE(editor->request().method, QString("GET"));
}

// Nothing is started, deployed or sent; the draft with its latest edit answers.
void TestConsolePage::testRunsTheDraftWithoutAGateway()
{
    const ApiId id = m_workspace->project().apis.front()->id;
    Method health = **m_workspace->project().apis.front()->openApi()->findPath("/health")->methods.begin();
    QVERIFY(m_workspace->apply("Edit", [&](Project p) {
        health.summary = "Edited";
        return setMethod(std::move(p), id, health);
    }));
    type("/health");
    QTest::mouseClick(buttonOf(*m_page, "Test"), Qt::LeftButton);
    QTRY_COMPARE(pill()->text(), QString("200 OK"));
    QVERIFY(m_page->findChild<BodyView*>()->shownText().contains("\"status\": \"open\""));
    QVERIFY(showsText(*m_page, "Tested: not deployed, not sent"));
    QVERIFY(m_gateway->state() == GatewaySession::State::Stopped);
    auto* log = named<CodeEditor>(*m_page, "Execution log");
    QVERIFY2(log->toPlainText().startsWith("Execution log for request "), qPrintable(log->toPlainText()));
    QVERIFY(log->toPlainText().contains("Method completed with status: 200"));
    QTRY_COMPARE(m_gateway->traces().size(), std::size_t(1)); // the inspector shows it as well
    QCOMPARE(m_gateway->traces().front()->stage, std::string("test-invoke-stage"));
}

void TestConsolePage::testedFaultsAreExplained()
{
    type("/no/such/path");
    m_page->test();
    QTRY_COMPARE(pill()->text(), QString("404 Not Found")); // the store's own answer to unknown paths
    QVERIFY(showsText(*m_page, "Tested: not deployed, not sent"));
    QTRY_COMPARE(m_gateway->traces().size(), std::size_t(1));
    const NodeRef none;
    m_page->testMethod(none); // nothing to compose: what stands there is tested again
    QTRY_COMPARE(m_gateway->traces().size(), std::size_t(2));
}

void TestConsolePage::testOfAForeignAddressIsRefused()
{
    type("http://127.0.0.1:1/elsewhere");
    m_page->test();
    QTRY_VERIFY(showsText(*m_page, "is no address of this project's APIs"));
    QVERIFY(m_gateway->traces().empty());
}

// Answers whatever it is asked with a head, and with more whenever told.
class StreamServer : public QTcpServer
{
public:
    explicit StreamServer(const QByteArray& head)
    {
        listen(QHostAddress::LocalHost, 0);
        connect(this, &QTcpServer::newConnection, this, [this, head] {
            socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, head] {
                socket->readAll();
                socket->write(head);
            });
        });
    }
    [[nodiscard]] QString url() const { return QString("http://127.0.0.1:%1/s").arg(serverPort()); }
    QTcpSocket* socket = nullptr;
};

void TestConsolePage::eventsAreShownAsTheyCome()
{
    StreamServer server("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nid: 1\ndata: {\"a\":1}\n\n");
    type(server.url());
    m_page->send();
    QTRY_VERIFY(named<QTableView>(*m_page, "Events") && named<QTableView>(*m_page, "Events")->isVisible());
    QAbstractItemModel* events = named<QTableView>(*m_page, "Events")->model();
    QTRY_COMPARE(events->rowCount(), 1);
    QCOMPARE(pill()->text(), QString("200 OK"));
    server.socket->write("event: tick\nid: 2\ndata: two\n\n");
    QTRY_COMPARE(events->rowCount(), 2);
    QCOMPARE(events->index(1, 1).data().toString(), QString("tick"));
    auto* body = m_page->findChild<BodyView*>();
    QTRY_VERIFY(body->shownText().contains("data: two"));
    QTest::mouseClick(buttonOf(*m_page, "Stop"), Qt::LeftButton);
    QVERIFY(showsText(*m_page, "Stopped: this had arrived."));
    QVERIFY(!buttonOf(*m_page, "Stop"));
    QCOMPARE(events->rowCount(), 2); // and stay
    QVERIFY(body->shownText().contains("data: two"));
    type("http://127.0.0.1:1/x");
    m_page->send();
    QTRY_VERIFY(showsText(*m_page, "Nothing listens on 127.0.0.1:1."));
}

void TestConsolePage::chunksGrowAndStop()
{
    StreamServer server("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
                        "5\r\nfirst\r\n");
    type(server.url());
    m_page->send();
    auto* body = m_page->findChild<BodyView*>();
    QTRY_VERIFY(server.socket && buttonOf(*m_page, "Cancel")); // it has begun, and is quick so far
    // Once it lasts, what came and what comes is shown.
    QTRY_VERIFY(([&] {
        server.socket->write("5\r\nmore\n\r\n");
        return body->shownText().startsWith("first") && buttonOf(*m_page, "Stop");
    }()));
    const QByteArray large(2 << 20, 'x'); // more than is shown while it comes
    server.socket->write(QByteArray::number(large.size(), 16) + "\r\n" + large + "\r\n4\r\nlast\r\n");
    QTRY_VERIFY(body->shownText().endsWith("last"));
    QVERIFY(body->shownText().size() <= BodyView::liveCharacters);
    server.socket->write("0\r\n\r\n");
    QTRY_VERIFY(!buttonOf(*m_page, "Stop"));
    QVERIFY(body->shownText().startsWith("first")); // the whole, from its beginning
}

void TestConsolePage::historyBringsRequestsBack()
{
    startGateway();
    type("/health?from=history");
    m_page->send();
    QTRY_COMPARE(pill()->text(), QString("200 OK"));
    m_page->newRequest();
    QVERIFY(m_page->findChild<UrlLine*>()->text().isEmpty());
    for (QTabWidget* tabs : m_page->findChildren<QTabWidget*>()) {
        if (tabs->tabText(1) == "History")
            tabs->setCurrentIndex(1);
    }
    auto* list = named<QListView>(*m_page, "History");
    QCOMPARE(list->model()->rowCount(), 1);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(0, 0)).center());
    QCOMPARE(m_page->findChild<UrlLine*>()->text(), QString("/health?from=history"));
    QVERIFY(QFile::exists(m_dir->filePath("petstore/.gatewright/history.yaml")));
}

void TestConsolePage::theHalvesFlip()
{
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    QSplitter* halves = nullptr;
    for (QSplitter* splitter : m_page->findChildren<QSplitter*>()) {
        if (splitter->orientation() == Qt::Vertical)
            halves = splitter;
    }
    QVERIFY(halves);
    m_page->flipResponse();
    QCOMPARE(halves->orientation(), Qt::Horizontal);
    m_page->flipResponse();
    QCOMPARE(halves->orientation(), Qt::Vertical);
}

void TestConsolePage::stateIsRestored()
{
    m_page->openRequest("pets/List pets");
    type("{{baseUrl}}/draft?x=1");
    const QByteArray state = m_page->saveState();
    ConsolePage other(*m_workspace, *m_gateway, m_theme);
    other.restoreState(state);
    QCOMPARE(other.findChild<UrlLine*>()->text(), QString("{{baseUrl}}/draft?x=1"));
    QCOMPARE(other.findChild<ElidedLabel*>()->text(), QString("List pets (edited)"));
    other.restoreState("rubbish");
    other.restoreState({});
    QCOMPARE(other.findChild<UrlLine*>()->text(), QString("{{baseUrl}}/draft?x=1"));
}

QTEST_MAIN(TestConsolePage)
#include "tst_console_page.moc"
