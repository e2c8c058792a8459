// The inspector: what a trace puts on the six cards, the filter line, and the page with real requests.
#include "core/console/http_sender.h"
#include "tests/support/many_traces.h"
#include "ui/inspector/filter_line.h"
#include "ui/inspector/inspector_page.h"
#include "ui/inspector/message_view.h"
#include "ui/inspector/timeline_view.h"
#include "ui/inspector/trace_details.h"
#include "ui/inspector/trace_picture.h"
#include "ui/inspector/trace_table.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace gw;
using namespace gw::ui;
using namespace std::chrono_literals;
using engine::Card;

namespace {

const char* const api = "openapi: 3.0.1\n"
                        "info: {title: Pets, version: '1'}\n"
                        "paths:\n"
                        "  /health:\n"
                        "    get:\n"
                        "      responses:\n"
                        "        '200': {description: ok, content: {application/json: {example: {open: true}}}}\n";

engine::Span spanOf(const char* stage, Card card, std::chrono::microseconds start, std::chrono::microseconds duration)
{
    engine::Span span;
    span.stage = stage;
    span.card = card;
    span.start = start;
    span.duration = duration;
    return span;
}

engine::TracePtr refusedTrace()
{
    auto trace = std::make_shared<engine::Trace>();
    trace->requestId = "refused";
    trace->method = "GET";
    trace->path = "/user";
    trace->status = 403;
    trace->duration = 100us;
    engine::TraceMessage in;
    in.startLine = "GET /dev/user HTTP/1.1";
    in.headers.add("Host", "h");
    engine::TraceMessage out;
    out.startLine = "403 Forbidden";
    out.headers.add("Content-Type", "application/json");
    out.body = "{\"message\":\"Missing Authentication Token\"}";
    out.bodyBytes = out.body.size();
    trace->messages = {in, out};
    trace->spans = {spanOf("client", Card::Client, 0us, 100us), spanOf("route", Card::MethodRequest, 10us, 20us)};
    trace->spans[0].in = 0;
    trace->spans[0].out = 1;
    trace->spans[1].failed = true;
    trace->spans[1].notes = {{"routes", "3"}};
    trace->hasFault = true;
    trace->fault = {"MISSING_AUTHENTICATION_TOKEN", "403 because no route matches GET /user; the draft has GET /users"};
    return trace;
}

template <typename Button>
Button* buttonOf(QWidget& parent, const QString& text)
{
    for (Button* button : parent.findChildren<Button*>()) {
        if (button->text() == text)
            return button;
    }
    return nullptr;
}

} // namespace

class TestInspectorPage : public QObject
{
    Q_OBJECT

private slots:
    void faultIsOnItsCard();
    void theClientsCardNamesTheWebAcl_data();
    void theClientsCardNamesTheWebAcl();
    void messagesAreReadable_data();
    void messagesAreReadable();
    void timelineIsToScale();
    void filterCompletes_data();
    void filterCompletes();
    void filterSaysWhatIsWrong();
    void detailsFollowTheCard();
    void failuresBehindStatus200_data();
    void failuresBehindStatus200();
    void detailsLeadToWhatTheMethodCalls();
    void pageShowsRealRequests();
    void earlierRequestsAreInTheList();

private:
    Theme m_theme{ThemeChoice::Light};
};

void TestInspectorPage::faultIsOnItsCard()
{
    const MethodPictureContent content = pictureOf(*refusedTrace());
    const auto at = [&](Card card) { return content[static_cast<std::size_t>(card)]; };
    QVERIFY(at(Card::Client).state == CardContent::State::Lit);
    QCOMPARE(at(Card::Client).headline, QString("GET /user"));
    QCOMPARE(at(Card::Client).time, QString("100 µs"));
    QVERIFY(at(Card::MethodRequest).state == CardContent::State::Failed);
    QVERIFY(at(Card::MethodRequest).reason.contains("the draft has GET /users"));
    QVERIFY(!at(Card::MethodRequest).canGoToSetting); // there is no method to go to
    for (const Card card :
         {Card::IntegrationRequest, Card::Integration, Card::IntegrationResponse, Card::MethodResponse}) {
        QVERIFY(at(card).state == CardContent::State::Skipped);
        QCOMPARE(at(card).headline, QString("Not reached"));
    }
    QVERIFY(interestingCard(*refusedTrace()) == Card::MethodRequest);
    QVERIFY(pictureOf(engine::Trace{})[0].state == CardContent::State::Lit); // nothing recorded, nothing to fall over
}

void TestInspectorPage::theClientsCardNamesTheWebAcl_data()
{
    QTest::addColumn<bool>("isBlocked");
    QTest::addColumn<QString>("line");
    QTest::newRow("allowed") << false << "Web ACL \"office\": allowed by the default action";
    QTest::newRow("blocked") << true << "Web ACL \"office\": blocked by anybody-else";
}

void TestInspectorPage::theClientsCardNamesTheWebAcl()
{
    QFETCH(bool, isBlocked);
    QFETCH(QString, line);
    engine::Trace trace;
    trace.status = isBlocked ? 403 : 200;
    trace.hasFault = isBlocked;
    engine::Span span;
    span.stage = "web_acl";
    span.card = Card::Client;
    span.failed = isBlocked;
    span.notes = {{"webaclArn", "arn:aws:wafv2:us-east-1:000000000000:regional/webacl/office/0000-1111"},
                  {"rule", isBlocked ? "anybody-else" : "the default action"},
                  {"counted", "noisy"}};
    trace.spans.push_back(span);
    const CardContent card = pictureOf(trace)[static_cast<std::size_t>(Card::Client)];
    QVERIFY2(card.lines.contains(line), qPrintable(card.lines.join("; ")));
    for (const QString& each : card.lines)
        QVERIFY2(!each.contains("arn:"), qPrintable(each));
}

void TestInspectorPage::messagesAreReadable_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("isCut");
    QTest::addColumn<QString>("text");
    const QString head = "200 OK\nX-A: 1\nX-A: 2";
    QTest::newRow("none") << QByteArray() << false << head;
    QTest::newRow("json") << QByteArray("{\"a\":1.0}") << false << head + "\n\n{\n  \"a\": 1.0\n}";
    QTest::newRow("cut json") << QByteArray("{\"a\":1.0") << true << head + "\n\n{\"a\":1.0";
    QTest::newRow("broken json") << QByteArray("{oh") << false << head + "\n\n{oh";
    QTest::newRow("text") << QByteArray("hi") << false << head + "\n\nhi";
    QTest::newRow("binary") << QByteArray("\0\x01\xff", 3) << false << head + "\n\n00 01 ff";
}

void TestInspectorPage::messagesAreReadable()
{
    QFETCH(QByteArray, body);
    QFETCH(bool, isCut);
    QFETCH(QString, text);
    engine::TraceMessage message;
    message.startLine = "200 OK";
    message.headers.add("X-A", "1");
    message.headers.add("X-A", "2");
    message.body = body.toStdString();
    message.bodyBytes = isCut ? 100'000 : message.body.size();
    message.isCut = isCut;
    MessageView view(m_theme, "Out");
    view.setMessage(&message);
    view.show();
    QCOMPARE(view.text(), text);
    bool saysCut = false;
    for (QLabel* label : view.findChildren<QLabel*>())
        saysCut = saysCut || (label->isVisible() && label->text().startsWith("Cut: the first 8 B of 100 KB"));
    QCOMPARE(saysCut, isCut);
}

void TestInspectorPage::timelineIsToScale()
{
    TimelineModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setTrace(refusedTrace());
    QCOMPARE(model.rowCount(), 2);
    const QModelIndex bar = model.index(1, TimelineModel::Bar);
    QCOMPARE(bar.data(TimelineModel::StartFraction).toDouble(), 0.1);
    QCOMPARE(bar.data(TimelineModel::LengthFraction).toDouble(), 0.2);
    QCOMPARE(bar.data(TimelineModel::FailedRole).toBool(), true);
    QCOMPARE(model.index(1, TimelineModel::CardColumn).data().toString(), QString("Method Request"));
    TimelineView view(m_theme);
    view.setTrace(refusedTrace());
    view.resize(500, 200);
    QVERIFY(!view.grab().isNull());
    model.setTrace(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void TestInspectorPage::filterCompletes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("choices");
    QTest::newRow("empty") << "" << QStringList{};
    QTest::newRow("field") << "st" << QStringList{"status:", "stage:"};
    QTest::newRow("second word") << "status:4xx me" << QStringList{"method:"};
    QTest::newRow("negated") << "-pa" << QStringList{"path:"};
    QTest::newRow("values") << "method:P" << QStringList{"method:POST", "method:PUT", "method:PATCH"};
    QTest::newRow("complete") << "status:5xx" << QStringList{};
    QTest::newRow("after a space") << "status:5xx " << QStringList{};
}

void TestInspectorPage::filterCompletes()
{
    QFETCH(QString, text);
    QTEST(filterCompletion(text, static_cast<int>(text.size())).choices, "choices");
}

void TestInspectorPage::filterSaysWhatIsWrong()
{
    FilterLine line(m_theme);
    line.show();
    QSignalSpy changed(&line, &FilterLine::filterChanged);
    auto* edit = line.findChild<QLineEdit*>();
    edit->setText("status:abc");
    QVERIFY(line.hasError());
    QCOMPARE(changed.count(), 0); // the list keeps its last good filter
    edit->setText("status:4xx");
    QVERIFY(!line.hasError());
    QCOMPARE(changed.count(), 1);
    QTest::keyClick(edit, Qt::Key_Escape);
    QVERIFY(edit->text().isEmpty());
}

void TestInspectorPage::detailsFollowTheCard()
{
    TraceDetails details(m_theme);
    details.resize(900, 700);
    details.show();
    details.setTrace(refusedTrace());
    bool saysWhy = false;
    for (QLabel* label : details.findChildren<QLabel*>())
        saysWhy = saysWhy || (label->isVisible() && label->text().contains("no route matches GET /user"));
    QVERIFY(saysWhy);
    emit details.findChild<MethodPicture*>()->cardSelected(Card::Client);
    QCOMPARE(details.findChildren<MessageView*>().size(), 2);
    QStringList messages;
    for (MessageView* view : details.findChildren<MessageView*>())
        messages.append(view->text().section('\n', 0, 0));
    messages.sort();
    QCOMPARE(messages, QStringList({"403 Forbidden", "GET /dev/user HTTP/1.1"}));
    QTest::mouseClick(buttonOf<QToolButton>(details, "Copy as cURL"), Qt::LeftButton);
    QVERIFY(QApplication::clipboard()->text().startsWith("curl"));
    QTest::mouseClick(buttonOf<QToolButton>(details, "Copy JSON"), Qt::LeftButton);
    QVERIFY(QApplication::clipboard()->text().startsWith("{\n"));
}

void TestInspectorPage::failuresBehindStatus200_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("functionError");
    QTest::addColumn<QString>("headline");
    QTest::addColumn<QString>("firstLine");
    const QString arn = QStringLiteral("\"executionArn\": \"arn:aws:states:us-east-1:000000000000:express:flow:1\"");
    QTest::newRow("an execution that failed") << "{" + arn + ", \"status\": \"FAILED\", \"error\": \"TooBig\"}"
                                              << ""
                                              << "Execution FAILED"
                                              << "TooBig";
    QTest::newRow("one that took too long") << "{" + arn + ", \"status\": \"TIMED_OUT\"}"
                                            << ""
                                            << "Execution TIMED_OUT"
                                            << "url: u";
    QTest::newRow("one that succeeded") << "{" + arn + ", \"status\": \"SUCCEEDED\"}"
                                        << ""
                                        << "200 OK"
                                        << "url: u";
    QTest::newRow("an answer that was cut") << "{" + arn + ", \"status\": \"FAI"
                                            << ""
                                            << "200 OK"
                                            << "url: u";
    QTest::newRow("a function's error") << "{\"errorType\": \"Error\", \"errorMessage\": \"no luck\"}"
                                        << "Unhandled"
                                        << "Function error"
                                        << "Error";
    QTest::newRow("a function that speaks of errors without one")
        << "{\"errorType\": \"Error\", \"errorMessage\": \"no luck\"}"
        << ""
        << "200 OK"
        << "url: u";
    QTest::newRow("an error that is no object") << "[1]"
                                                << "Handled"
                                                << "200 OK"
                                                << "url: u";
}

void TestInspectorPage::failuresBehindStatus200()
{
    QFETCH(QString, body);
    QFETCH(QString, functionError);
    engine::Trace trace;
    engine::TraceMessage answer;
    answer.startLine = "200 OK";
    answer.body = body.toStdString();
    if (!functionError.isEmpty())
        answer.headers.add("X-Amz-Function-Error", functionError.toStdString());
    trace.messages = {answer};
    trace.spans = {spanOf("integrate", Card::Integration, 0us, 10us)};
    trace.spans[0].out = 0;
    trace.spans[0].notes = {{"url", "u"}};
    const CardContent card = pictureOf(trace)[static_cast<std::size_t>(Card::Integration)];
    QTEST(card.headline, "headline");
    QTEST(card.lines.value(0), "firstLine");
}

void TestInspectorPage::detailsLeadToWhatTheMethodCalls()
{
    auto trace = std::make_shared<engine::Trace>(*refusedTrace());
    trace->resourcePath = "/start";
    trace->hasFault = false;
    trace->spans.push_back(spanOf("integrate", Card::Integration, 30us, 20us));
    TraceDetails details(m_theme);
    details.resize(900, 700);
    details.show();
    details.setTrace(trace);
    details.setTarget(QStringLiteral("flow"));
    auto* open = buttonOf<QToolButton>(details, "Open flow");
    QVERIFY(open);
    emit details.findChild<MethodPicture*>()->cardSelected(Card::MethodRequest);
    QVERIFY(!open->isVisible());
    emit details.findChild<MethodPicture*>()->cardSelected(Card::Integration);
    QVERIFY(open->isVisible());
    QSignalSpy requested(&details, &TraceDetails::targetRequested);
    QTest::mouseClick(open, Qt::LeftButton);
    QCOMPARE(requested.size(), 1);
    details.setTarget({});
    QVERIFY(!open->isVisible());
}

void TestInspectorPage::pageShowsRealRequests()
{
    QTemporaryDir dir;
    QFile file(dir.filePath("api.yaml"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(api);
    file.close();
    Workspace workspace;
    GatewaySession gateway(workspace);
    QSignalSpy opened(&workspace, &Workspace::opened);
    workspace.open(file.fileName());
    QVERIFY(opened.wait());
    InspectorPage page(workspace, gateway, m_theme);
    page.resize(1200, 760);
    page.show();
    QVERIFY(buttonOf<QPushButton>(page, "Start Gateway")->isVisible());
    gateway.setPort(0);
    QSignalSpy deployed(&gateway, &GatewaySession::deployed);
    QTest::mouseClick(buttonOf<QPushButton>(page, "Start Gateway"), Qt::LeftButton);
    QTRY_VERIFY(deployed.count() > 0);

    const Api& served = *workspace.project().apis.front();
    const QString base = gateway.invokeUrl(served.id, served.stages.front().id).toString();
    console::HttpSender sender;
    const auto call = [&](const QString& path) {
        QSignalSpy traced(&gateway, &GatewaySession::tracesFinished);
        console::PreparedRequest request;
        request.method = "GET";
        request.url = QUrl(base + path);
        sender.send(request);
        QVERIFY(traced.wait());
    };
    call("/health?n=1");
    call("/nothing");
    auto* table = page.findChild<TraceTable*>();
    QCOMPARE(table->model()->rowCount(), 2);
    page.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    table->setFocus(); // the newest is shown, and its row says so
    QCOMPARE(table->selectionModel()->selectedRows().size(), 1);
    QCOMPARE(table->selectionModel()->selectedRows().front().row(), 0);
    QCOMPARE(page.findChild<TraceDetails*>()->trace()->path, std::string("/nothing"));
    QTest::keyClick(table, Qt::Key_Down);
    QCOMPARE(page.findChild<TraceDetails*>()->trace()->path, std::string("/health?n=1"));

    QSignalSpy again(&page, &InspectorPage::sendAgainRequested);
    QTest::mouseClick(buttonOf<QToolButton>(page, "Send again"), Qt::LeftButton);
    QCOMPARE(again.count(), 1);

    QTest::keyClick(table, Qt::Key_Space);
    call("/health?n=2");
    QCOMPARE(table->model()->rowCount(), 2);
    QTest::keyClick(table, Qt::Key_Space);
    QCOMPARE(table->model()->rowCount(), 3);

    page.focusFilter();
    QTest::keyClicks(page.findChild<FilterLine*>()->findChild<QLineEdit*>(), "status:2xx");
    QCOMPARE(table->model()->rowCount(), 2);
    QCOMPARE(page.findChild<TraceDetails*>()->trace()->path, std::string("/health?n=1")); // the selection stayed
    page.showTrace(QString::fromStdString(gateway.traces()[1]->requestId));               // filtered out, still shown
    QCOMPARE(page.findChild<TraceDetails*>()->trace()->path, std::string("/nothing"));
    page.showTrace("no such id");
    const QByteArray state = page.saveState();
    InspectorPage other(workspace, gateway, m_theme);
    other.restoreState(state);
    QCOMPARE(other.findChild<FilterLine*>()->text(), QString("status:2xx"));
    other.restoreState("rubbish");
}

void TestInspectorPage::earlierRequestsAreInTheList()
{
    QTemporaryDir dir;
    QFile project(dir.filePath("gatewright.yaml"));
    QFile file(dir.filePath("api.yaml"));
    QVERIFY(project.open(QIODevice::WriteOnly) && file.open(QIODevice::WriteOnly));
    project.write("name: shop\napis:\n  - { name: things, kind: rest, file: api.yaml }\n");
    file.write(api);
    project.close();
    file.close();
    QVERIFY(QDir(dir.path()).mkpath(".gatewright"));
    test::writeManyTraces(dir.filePath(".gatewright/traces.sqlite").toStdString(), 20'000);
    Workspace workspace;
    GatewaySession gateway(workspace);
    InspectorPage page(workspace, gateway, m_theme);
    page.resize(1200, 760);
    page.show();
    workspace.open(dir.path());
    auto* table = page.findChild<TraceTable*>();
    auto* model = qobject_cast<TraceListModel*>(table->model());
    QTRY_COMPARE_WITH_TIMEOUT(model->rowCount(), 20'000, 20'000);
    const auto says = [&](const QString& what) {
        for (QLabel* label : page.findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(what))
                return true;
        return false;
    };
    QVERIFY(says(QLocale().toString(20'000) + " requests"));
    page.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    table->setCurrentIndex(model->index(1, 0)); // number 19,999
    auto* details = page.findChild<TraceDetails*>();
    QTRY_VERIFY_WITH_TIMEOUT(details->isVisible() && details->trace(), 20'000);
    QCOMPARE(details->trace()->sequence, std::uint64_t(99)); // which it was copied from
    // What is chosen stays chosen while it passes the filter, and stays shown when it does not.
    auto* line = page.findChild<FilterLine*>()->findChild<QLineEdit*>();
    line->setText("path:99/");
    QTRY_COMPARE_WITH_TIMEOUT(model->rowCount(), 200, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(table->currentIndex().row(), 0, 20'000);
    QVERIFY(says(QString("200 of %1 requests").arg(QLocale().toString(20'000))));
    line->setText("status:5xx");
    QTRY_COMPARE_WITH_TIMEOUT(model->rowCount(), 200, 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(!model->isSearching(), 20'000);
    QVERIFY(!table->currentIndex().isValid());
    QCOMPARE(details->trace()->sequence, std::uint64_t(99));
    line->setText("stage:nowhere");
    QTRY_VERIFY_WITH_TIMEOUT(says("No request matches the filter"), 20'000);
    line->clear();
    QTRY_COMPARE_WITH_TIMEOUT(model->rowCount(), 20'000, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(table->currentIndex().row(), 1, 20'000);
    // A list that was cleared stays so, the file is left alone.
    page.clear();
    QTRY_COMPARE(model->totalCount(), 0);
    QVERIFY(says("No requests yet"));
    InspectorPage again(workspace, gateway, m_theme);
    again.restoreState(page.saveState());
    again.show();
    auto* other = qobject_cast<TraceListModel*>(again.findChild<TraceTable*>()->model());
    QTRY_VERIFY_WITH_TIMEOUT(!other->isSearching(), 20'000);
    QCOMPARE(other->totalCount(), 0);
    InspectorPage fresh(workspace, gateway, m_theme);
    fresh.show();
    other = qobject_cast<TraceListModel*>(fresh.findChild<TraceTable*>()->model());
    QTRY_COMPARE_WITH_TIMEOUT(other->rowCount(), 20'000, 20'000);
}

QTEST_MAIN(TestInspectorPage)
#include "tst_inspector_page.moc"
