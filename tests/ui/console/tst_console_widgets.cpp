// The console's parts by themselves: models with the model tester, tables with keys, bodies of every kind.
#include "ui/console/body_editor.h"
#include "ui/console/body_view.h"
#include "ui/console/console_variables.h"
#include "ui/console/field_table.h"
#include "ui/console/history_model.h"
#include "ui/console/long_body_bar.h"
#include "ui/console/request_editor.h"
#include "ui/console/request_from_trace.h"
#include "ui/console/request_tree_model.h"
#include "ui/console/url_line.h"
#include "ui/console/variable_text.h"
#include "ui/widgets/code_editor.h"

#include <QAbstractItemModelTester>
#include <QBuffer>
#include <QElapsedTimer>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPersistentModelIndex>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace gw;
using namespace gw::ui;
using namespace gw::console;

namespace {

constexpr auto strict = QAbstractItemModelTester::FailureReportingMode::QtTest;

ResponseBody bodyOf(const QByteArray& bytes)
{
    ResponseBody body;
    body.append(bytes);
    return body;
}

QByteArray png()
{
    QImage image(40, 30, QImage::Format_ARGB32);
    image.fill(Qt::red);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QPushButton* buttonOf(QWidget& parent, const QString& text)
{
    for (QPushButton* button : parent.findChildren<QPushButton*>()) {
        if (button->text() == text)
            return button;
    }
    return nullptr;
}

} // namespace

class TestConsoleWidgets : public QObject
{
    Q_OBJECT

private slots:
    void fieldModelGrowsAndShrinks();
    void fieldTableIsTypedInto();
    void requestTreeMergesListings();
    void historyModelMovesRows();
    void urlAndParamsFollowEachOther();
    void urlLineOffersRoutes();
    void unknownVariablesAreNamed();
    void bodyEditorChecksJson();
    void bodiesAreShownByKind_data();
    void bodiesAreShownByKind();
    void longBodiesShowTheirHead();
    void hugeBodiesNeverFreeze();
    void longBodiesAreWalkedThrough();
    void longBodiesAreSearched();
    void longBinariesAreWalkedThrough();
    void longTextIsCheckedAside();
    void bodiesAreSaved();
    void requestsComeBackFromTraces();

private:
    Theme m_theme{ThemeChoice::Light};
    ConsoleVariables m_variables;
};

void TestConsoleWidgets::fieldModelGrowsAndShrinks()
{
    FieldModel model;
    QAbstractItemModelTester tester(&model, strict);
    QSignalSpy edited(&model, &FieldModel::edited);
    QCOMPARE(model.rowCount(), 1);
    QVERIFY(!model.setData(model.index(0, FieldModel::Name), "")); // nothing typed, nothing added
    QVERIFY(model.setData(model.index(0, FieldModel::Name), "limit"));
    QCOMPARE(model.rowCount(), 2);
    QVERIFY(model.setData(model.index(0, FieldModel::Value), "10"));
    QVERIFY(model.setData(model.index(0, FieldModel::Enabled), Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(model.fields(), Fields({{"limit", "10", false}}));
    QCOMPARE(edited.count(), 3);
    model.setFields({{"a", "1", true}, {"b", "2", true}, {"c", "3", true}});
    model.setFields({{"a", "1", true}});
    QCOMPARE(edited.count(), 3); // setting is not editing
    model.removeField(1);        // the empty row
    model.removeField(0);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(edited.count(), 4);
}

void TestConsoleWidgets::fieldTableIsTypedInto()
{
    FieldTable table(m_theme, m_variables, "Headers");
    table.resize(600, 200);
    table.show();
    table.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&table));
    table.setFocus();
    table.setCurrentIndex(table.model()->index(0, FieldModel::Name));
    QTRY_VERIFY(table.findChild<QLineEdit*>());
    QTest::keyClicks(table.findChild<QLineEdit*>(), "X-Trace");
    QTest::keyClick(table.findChild<QLineEdit*>(), Qt::Key_Tab);
    QTRY_COMPARE(table.currentIndex().column(), int(FieldModel::Value));
    QLineEdit* value = nullptr;
    QTRY_VERIFY((value = qobject_cast<QLineEdit*>(QApplication::focusWidget())) && value->text().isEmpty());
    QTest::keyClicks(value, "on");
    QTest::keyClick(value, Qt::Key_Return);
    QTRY_COMPARE(table.fieldModel().fields(), Fields({{"X-Trace", "on", true}}));
    table.setFocus();
    QTest::keyClick(&table, Qt::Key_Space);
    QCOMPARE(table.fieldModel().fields()[0].enabled, false);
    QTest::keyClick(&table, Qt::Key_Delete);
    QVERIFY(table.fieldModel().fields().empty());
}

void TestConsoleWidgets::requestTreeMergesListings()
{
    RequestTreeModel model;
    QAbstractItemModelTester tester(&model, strict);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    const auto request = [](const QString& path, const QString& method = "GET") {
        return RequestEntry{path.section('/', -1), path, false, method, {}};
    };
    const auto folder = [](const QString& path, std::vector<RequestEntry> children) {
        return RequestEntry{path.section('/', -1), path, true, {}, std::move(children)};
    };
    model.setEntries({folder("pets", {request("pets/a"), request("pets/c")}), request("z")});
    const QPersistentModelIndex kept = model.indexOf("pets/c");
    QVERIFY(kept.isValid());
    QCOMPARE(kept.parent().data().toString(), QString("pets"));
    model.setEntries({folder("new", {}), folder("pets", {request("pets/b"), request("pets/c", "PUT")}), request("z")});
    QCOMPARE(kept.row(), 1);
    QCOMPARE(kept.data(RequestTreeModel::MethodRole).toString(), QString("PUT"));
    QVERIFY(!model.indexOf("pets/a").isValid());
    model.setEntries({request("pets"), request("z")}); // a file where a folder was
    QVERIFY(!kept.isValid());
    QCOMPARE(model.rowCount(), 2);
    QSignalSpy renamed(&model, &RequestTreeModel::renameRequested);
    QVERIFY(!model.setData(model.indexOf("z"), "y"));
    QCOMPARE(renamed[0], QVariantList({"z", "y"}));
    model.setEntries({});
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(reset.count(), 0);
}

void TestConsoleWidgets::historyModelMovesRows()
{
    HistoryModel model;
    QAbstractItemModelTester tester(&model, strict);
    const auto entry = [](int number) {
        return HistoryEntry{
            QDateTime::currentDateTimeUtc(), {"GET", QString("http://h/%1").arg(number), {}, {}, {}}, 200, 5};
    };
    for (int number = 0; number < 210; ++number)
        model.add(entry(number));
    QCOMPARE(model.rowCount(), int(History::maxEntries));
    QCOMPARE(model.index(0).data().toString(), QString("/209"));
    model.add(entry(205));
    model.add(entry(205));
    QCOMPARE(model.rowCount(), int(History::maxEntries));
    QCOMPARE(model.index(0).data().toString(), QString("/205"));
    QCOMPARE(model.index(1).data().toString(), QString("/209"));
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

void TestConsoleWidgets::urlAndParamsFollowEachOther()
{
    RequestEditor editor(m_theme, m_variables);
    editor.resize(800, 300);
    editor.show();
    auto* url = editor.findChild<UrlLine*>();
    QTest::keyClicks(url, "http://h/p?a=1&b=two");
    QCOMPARE(editor.request().url, QString("http://h/p"));
    QCOMPARE(editor.request().query, Fields({{"a", "1", true}, {"b", "two", true}}));
    QCOMPARE(editor.findChild<QTabWidget*>()->tabText(0), QString("Params (2)"));
    FieldTable* table = nullptr;
    for (FieldTable* candidate : editor.findChildren<FieldTable*>())
        table = candidate->accessibleName() == "Query parameters" ? candidate : table;
    FieldModel& params = table->fieldModel();
    params.setData(params.index(0, FieldModel::Enabled), Qt::Unchecked, Qt::CheckStateRole);
    QCOMPARE(url->text(), QString("http://h/p?b=two"));
    params.setData(params.index(2, FieldModel::Name), "c");
    params.setData(params.index(2, FieldModel::Value), "x y");
    QCOMPARE(url->text(), QString("http://h/p?b=two&c=x%20y"));
    QTest::keyClick(url, Qt::Key_End);
    QTest::keyClicks(url, "z");
    QCOMPARE(editor.request().query[2].value, QString("x%20yz"));
    QCOMPARE(editor.request().query[0], Field({"a", "1", false})); // switched off, still there
}

void TestConsoleWidgets::urlLineOffersRoutes()
{
    RequestEditor editor(m_theme, m_variables);
    editor.setOffers(
        {{"http://h/dev/pets", {"GET", "POST"}, ResourceId{1}}, {"http://h/dev/owners", {"GET"}, ResourceId{2}}});
    editor.show();
    QSignalSpy taken(&editor, &RequestEditor::offerTaken);
    auto* url = editor.findChild<UrlLine*>();
    url->setFocus();
    QTest::keyClicks(url, "/own");
    QWidget* popup = nullptr;
    QTRY_VERIFY((popup = QApplication::activePopupWidget()));
    QTest::keyClick(popup, Qt::Key_Down);
    QTest::keyClick(popup, Qt::Key_Return);
    QCOMPARE(taken.count(), 1);
    QCOMPARE(taken[0][0].value<RouteOffer>().url, QString("http://h/dev/owners"));
}

void TestConsoleWidgets::unknownVariablesAreNamed()
{
    VariableScope scope;
    scope.add({"host", "localhost", "environment \"x\"", false});
    scope.add({"token", "s3cret", "environment \"x\"", true});
    const QString text = "{{host}}/{{nope}}?t={{token}}";
    const auto formats = variableFormats(text, scope, m_theme);
    QCOMPARE(formats.size(), 3);
    QCOMPARE(formats[0].format.foreground().color(), m_theme.color(Color::Accent));
    QCOMPARE(formats[1].format.foreground().color(), m_theme.color(Color::Danger));
    QVERIFY(variableToolTip(text, 3, scope).contains("host = localhost"));
    QVERIFY(variableToolTip(text, 12, scope).contains("\"nope\" is not defined"));
    QVERIFY(!variableToolTip(text, 24, scope).contains("s3cret"));
    QVERIFY(variableToolTip(text, 8, scope).isEmpty());
    QCOMPARE(unresolvedVariables(text, scope), QStringList({"The variable \"nope\" is not defined."}));
}

void TestConsoleWidgets::bodyEditorChecksJson()
{
    BodyEditor editor(m_theme, m_variables);
    editor.show();
    editor.setBody({BodyKind::Json, "{\"a\":1,\n\"b\":}", {}, {}});
    auto* text = editor.findChild<CodeEditor*>();
    QCOMPARE(text->marks().size(), std::size_t(1));
    QCOMPARE(text->marks()[0].line, 2);
    editor.setBody({BodyKind::Json, "{\"a\":1.50}", {}, {}});
    QVERIFY(text->marks().empty());
    for (QToolButton* button : editor.findChildren<QToolButton*>()) {
        if (button->text() == "Format")
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QCOMPARE(editor.body().text, QString("{\n  \"a\": 1.50\n}"));
    const RequestBody form{BodyKind::Form, {}, {{"a", "1", true}}, {}};
    editor.setBody(form);
    QVERIFY(editor.body() == form);
}

void TestConsoleWidgets::bodiesAreShownByKind_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("type");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("shown");
    using Kind = BodyView::Kind;
    QTest::newRow("empty") << QByteArray() << "application/json" << int(Kind::Empty) << "";
    QTest::newRow("json") << QByteArray("{\"b\":1,\"a\":2.0}") << "application/json" << int(Kind::Json)
                          << "{\n  \"b\": 1,\n  \"a\": 2.0\n}";
    QTest::newRow("problem json") << QByteArray("[1]") << "application/problem+json" << int(Kind::Json) << "[\n  1\n]";
    QTest::newRow("json without a type") << QByteArray("[1]") << "" << int(Kind::Json) << "[\n  1\n]";
    QTest::newRow("broken json") << QByteArray("{\"b\":") << "application/json" << int(Kind::Json) << "{\"b\":";
    QTest::newRow("text") << QByteArray("hello") << "text/plain" << int(Kind::Text) << "hello";
    QTest::newRow("html") << QByteArray("<p>x</p>") << "text/html; charset=utf-8" << int(Kind::Text) << "<p>x</p>";
    QTest::newRow("latin 1") << QByteArray("gr\xfcn") << "text/plain; charset=ISO-8859-1" << int(Kind::Text) << "grün";
    QTest::newRow("image") << png() << "image/png" << int(Kind::Image) << "";
    QTest::newRow("no image") << QByteArray("not a picture") << "image/png" << int(Kind::Text) << "not a picture";
    QTest::newRow("binary") << QByteArray("ab\0\x01", 4) << "application/octet-stream" << int(Kind::Binary)
                            << "00000000  61 62 00 01                                      ab..\n";
}

void TestConsoleWidgets::bodiesAreShownByKind()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, type);
    QFETCH(int, kind);
    QFETCH(QString, shown);
    BodyView view(m_theme);
    view.show();
    view.setBody(bodyOf(bytes), type, "x");
    QCOMPARE(int(view.kind()), kind);
    if (!shown.isEmpty())
        QCOMPARE(view.shownText(), shown);
}

void TestConsoleWidgets::longBodiesShowTheirHead()
{
    BodyView view(m_theme);
    view.resize(700, 400);
    view.show();
    const QByteArray line = QByteArray(99, 'x') + '\n';
    view.setBody(bodyOf(line.repeated(20'000)), "text/plain", "x"); // 2 MB
    QCOMPARE(view.shownText().size(), qsizetype(BodyView::headBytes));
    QPushButton* all = buttonOf(view, "Show All");
    QVERIFY(all && all->isVisible());
    QTest::mouseClick(all, Qt::LeftButton);
    QTRY_COMPARE(view.shownText().size(), qsizetype(2'000'000));
    QVERIFY(!all->isVisible());
    view.setBody(bodyOf("short"), "text/plain", "x");
    QCOMPARE(view.shownText(), QString("short"));
}

void TestConsoleWidgets::hugeBodiesNeverFreeze()
{
    ResponseBody body;
    const QByteArray oneLine(1 << 20, '7'); // JSON in one endless line
    body.append("[1");
    for (int i = 0; i < 100; ++i)
        QVERIFY(body.append(oneLine));
    QVERIFY(!body.isInMemory());
    BodyView view(m_theme);
    view.resize(700, 400);
    view.show();
    QElapsedTimer clock;
    clock.start();
    view.setBody(body, "application/json", "x");
    view.grab();
    qInfo("a body of 100 MB in one line was shown in %lld ms", clock.elapsed());
    QVERIFY(view.kind() == BodyView::Kind::Json);
    QVERIFY(view.shownText().size() < 300 << 10);
    QVERIFY(!buttonOf(view, "Show All")->isVisible()); // too long for an editor: parts and a file are offered
    QVERIFY(buttonOf(*view.findChild<LongBodyBar*>(), "Save As…")->isVisible());
}

void TestConsoleWidgets::longBodiesAreWalkedThrough()
{
    ResponseBody body;
    const QByteArray line = QByteArray("grün ").repeated(16) + '\n'; // 97 bytes: characters cross the parts' ends
    const QByteArray piece = line.repeated(1000);
    for (int i = 0; i < 200; ++i)
        QVERIFY(body.append(piece));
    QVERIFY(body.size() > BodyView::maxShownBytes);
    BodyView view(m_theme);
    view.resize(900, 400);
    view.show();
    view.setBody(body, "text/plain; charset=utf-8", "x");
    auto* bar = view.findChild<LongBodyBar*>();
    QVERIFY(bar->isVisible());
    auto* number = bar->findChild<QSpinBox*>();
    const int count = static_cast<int>((body.size() + BodyView::headBytes - 1) / BodyView::headBytes);
    QCOMPARE(number->maximum(), count);
    QByteArray all;
    for (int part = 1; part <= count; ++part) {
        number->setValue(part);
        all += view.shownText().toUtf8();
    }
    QCOMPARE(all.size(), body.size());
    QVERIFY(all == piece.repeated(200)); // each part shows what it should, and no character is lost between two
    const auto step = [&](const char* name) {
        for (QToolButton* button : bar->findChildren<QToolButton*>())
            if (button->accessibleName() == QLatin1String(name))
                return button;
        return static_cast<QToolButton*>(nullptr);
    };
    QVERIFY(!step("Next part")->isEnabled());
    QTest::mouseClick(step("Previous part"), Qt::LeftButton);
    QCOMPARE(number->value(), count - 1);
    view.setBody(bodyOf("short"), "text/plain", "x");
    QVERIFY(!bar->isVisible());
}

void TestConsoleWidgets::longBodiesAreSearched()
{
    ResponseBody body;
    const QByteArray piece = QByteArray("0123456789 gr\xc3\xbcn\n").repeated(1 << 16); // over a megabyte
    for (int i = 0; i < 20; ++i) {
        if (i == 9 || i == 15)
            QVERIFY(body.append("the Needle\n"));
        QVERIFY(body.append(piece));
    }
    BodyView view(m_theme);
    view.resize(900, 400);
    view.show();
    view.setBody(body, "text/plain", "x");
    auto* bar = view.findChild<LongBodyBar*>();
    auto* wanted = bar->findChild<QLineEdit*>();
    auto* number = bar->findChild<QSpinBox*>();
    const auto* text = view.findChild<CodeEditor*>();
    const auto partOf = [](qint64 offset) { return static_cast<int>(offset / BodyView::headBytes) + 1; };
    const int first = partOf(9 * piece.size() + 4);
    const int second = partOf(15 * piece.size() + 15);
    const auto find = [&](Qt::KeyboardModifiers modifiers, int part) {
        QTest::keyClick(wanted, Qt::Key_Return, modifiers);
        return QTest::qWaitFor([&] { return number->value() == part; }, 20'000) &&
               text->textCursor().selectedText() == QLatin1String("Needle");
    };
    wanted->setText("needle");
    QVERIFY(find(Qt::NoModifier, first));
    QVERIFY(find(Qt::NoModifier, second));
    QVERIFY(find(Qt::NoModifier, first)); // around the end
    QVERIFY(find(Qt::ShiftModifier, second));
    const auto says = [&](const QString& what) {
        for (QLabel* label : bar->findChildren<QLabel*>())
            if (label->text().contains(what))
                return true;
        return false;
    };
    wanted->setText("it is not there");
    QTest::keyClick(wanted, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(says("Not found"), 20'000);
    QCOMPARE(number->value(), second);
}

void TestConsoleWidgets::longBinariesAreWalkedThrough()
{
    BodyView view(m_theme);
    view.resize(900, 400);
    view.show();
    QByteArray bytes(10'000, '\0');
    bytes.replace(9'000, 5, "there");
    view.setBody(bodyOf(bytes), "application/octet-stream", "x");
    auto* bar = view.findChild<LongBodyBar*>();
    QVERIFY(bar->isVisible());
    auto* number = bar->findChild<QSpinBox*>();
    QCOMPARE(number->maximum(), 3);
    number->setValue(2);
    QVERIFY(view.shownText().startsWith("00001000  00 00"));
    auto* wanted = bar->findChild<QLineEdit*>();
    wanted->setText("THERE");
    QTest::keyClick(wanted, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(number->value(), 3, 20'000);
    QVERIFY(view.findChild<CodeEditor*>()->textCursor().selectedText().startsWith("00002320"));
}

void TestConsoleWidgets::longTextIsCheckedAside()
{
    BodyEditor editor(m_theme, m_variables);
    editor.show();
    auto* text = editor.findChild<CodeEditor*>();
    const QString rows = QStringLiteral("{\"a\": 1},\n").repeated(8000); // beyond what is checked at once
    editor.setBody({BodyKind::Json, "[\n" + rows + "{\"a\": }\n]", {}, {}});
    QVERIFY(text->marks().empty());
    QTRY_COMPARE_WITH_TIMEOUT(text->marks().size(), std::size_t(1), 20'000);
    QCOMPARE(text->marks()[0].line, 8002);
    text->moveCursor(QTextCursor::End);
    for (const char* typed : {" ", "x", " "})
        QTest::keyClicks(text, typed);
    QCOMPARE(text->marks().size(), std::size_t(1)); // as they stand until it has been looked at again
    editor.setBody({BodyKind::Json, "[\n" + rows + "{\"a\": 2}\n]", {}, {}});
    QTRY_VERIFY_WITH_TIMEOUT(text->marks().empty(), 20'000);
    editor.setBody({BodyKind::Text, rows + "{{nobody}}", {}, {}});
    const auto says = [&](const QString& what) {
        for (QLabel* label : editor.findChildren<QLabel*>())
            if (label->text().contains(what))
                return true;
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(says("\"nobody\" is not defined"), 20'000);
    editor.setBody({}); // what was begun is forgotten
    QVERIFY(!says("nobody"));
}

void TestConsoleWidgets::bodiesAreSaved()
{
    QTemporaryDir dir;
    BodyView view(m_theme);
    view.setBody(bodyOf("{\"a\":1}"), "application/json", "x");
    QSignalSpy saved(&view, &BodyView::saved);
    QSignalSpy failed(&view, &BodyView::saveFailed);
    view.saveTo(dir.filePath("body.json"));
    QVERIFY(saved.wait());
    QFile file(dir.filePath("body.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("{\"a\":1}")); // as it came, not as it is shown
    view.saveTo(dir.filePath("no/such/folder/x"));
    QVERIFY(failed.wait());
}

void TestConsoleWidgets::requestsComeBackFromTraces()
{
    engine::Trace trace;
    trace.method = "POST";
    trace.stage = "dev";
    trace.path = "/pets?x=1&x=2";
    engine::TraceMessage message;
    message.headers.add("Host", "127.0.0.1:4780");
    message.headers.add("Content-Length", "7");
    message.headers.add("Authorization", "****");
    message.headers.add("Content-Type", "application/json");
    message.headers.add("X-One", "1");
    message.body = "{\"a\":1}";
    trace.messages.push_back(message);
    const ConsoleRequest request = requestFromTrace(trace, {});
    QCOMPARE(request.method, QString("POST"));
    QCOMPARE(request.url, QString("http://127.0.0.1:4780/dev/pets"));
    QCOMPARE(request.query, Fields({{"x", "1", true}, {"x", "2", true}}));
    QCOMPARE(request.headers, Fields({{"Authorization", "****", false}, {"X-One", "1", true}}));
    QVERIFY(request.body.kind == BodyKind::Json);
    QCOMPARE(request.body.text, QString("{\"a\":1}"));
    QCOMPARE(requestFromTrace(trace, "{{baseUrl}}").url, QString("{{baseUrl}}/pets"));
    QCOMPARE(requestFromTrace(engine::Trace{}, "http://h").url, QString("http://h"));
}

QTEST_MAIN(TestConsoleWidgets)
#include "tst_console_widgets.moc"
