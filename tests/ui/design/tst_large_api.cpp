// An API of 5,000 routes stays fluid: how long the GUI thread is held by one step through its methods, one edit, one
// undo, and by any single event while its source is brought in, coloured, searched and read. Prints the median and the
// worst, to be read against 50 ms in an optimised build. What is asserted depends on no clock: each step leads where it
// should, and none carries more than a piece of the text.
#include "ui/design/card_forms.h"
#include "ui/design/design_page.h"
#include "ui/design/source_view.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/find_bar.h"
#include "ui/widgets/syntax_colors.h"

#include "core/api/models.h"
#include "core/edit/edits.h"
#include "tests/support/large_api_file.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>
#include <QThread>
#include <QTreeView>

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

#include <time.h>

using namespace gw;
using namespace gw::ui;

namespace {

constexpr int resources = 1250; // four methods each

void writeApi(const QString& path)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QTextStream out(&file);
    test::writeLargeApi(out, resources);
}

void tell(const char* what, std::vector<double> milliseconds)
{
    std::sort(milliseconds.begin(), milliseconds.end());
    const double median = milliseconds[milliseconds.size() / 2];
    qInfo("%s: median %.1f ms, worst %.1f ms of %zu", what, median, milliseconds.back(), milliseconds.size());
}

// What this thread itself has worked, in milliseconds: other programs on the machine do not count.
double worked()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

// Notes how long each event holds the thread.
class TimedApplication final : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override
    {
        if (m_isNested)
            return QApplication::notify(receiver, event);
        m_isNested = true;
        const double before = worked();
        const bool done = QApplication::notify(receiver, event);
        m_held.push_back(worked() - before);
        m_isNested = false;
        return done;
    }
    std::vector<double> takeHeld() { return std::exchange(m_held, {}); }

private:
    std::vector<double> m_held;
    bool m_isNested = false;
};

TimedApplication& app()
{
    return *static_cast<TimedApplication*>(QCoreApplication::instance());
}

} // namespace

class TestLargeApi : public QObject
{
    Q_OBJECT

private slots:
    void staysFluid()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("large.yaml"));
        writeApi(path);
        Theme theme(ThemeChoice::Light);
        Workspace workspace;
        GatewaySession gateway(workspace);
        DesignPage page(workspace, gateway, theme);
        page.resize(1440, 900);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QSignalSpy opened(&workspace, &Workspace::opened);
        workspace.open(path);
        QTRY_VERIFY_WITH_TIMEOUT(opened.count() == 1, 60'000);
        const Api& api = *workspace.project().apis.front();
        QCOMPARE(api.openApi()->methodCount(), std::size_t(4 * resources));
        QCoreApplication::processEvents();
        for (const engine::Card card : engine::allCards)
            step(page, workspace, card);
        edit(page, workspace);
        models(page, workspace);
        for (const char* name : {"Gateway Responses", "Stages"})
            show(page, name);
        filter(page);
        source(page, workspace);
    }

private:
    static NodeRef methodAt(const Workspace& workspace, std::size_t n)
    {
        const Api& api = *workspace.project().apis.front();
        const Resource& resource = *api.openApi()->resources[n % resources];
        return {api.id, resource.id, resource.methods[n % resource.methods.size()]->id, {}};
    }

    static void step(DesignPage& page, const Workspace& workspace, engine::Card card)
    {
        page.showCard(methodAt(workspace, 0), card);
        QCoreApplication::processEvents();
        std::vector<double> times;
        for (std::size_t n = 1; n <= 40; ++n) {
            const double before = worked();
            page.showNode(methodAt(workspace, n * 31));
            QCoreApplication::processEvents();
            times.push_back(worked() - before);
        }
        tell(engine::cardName(card), std::move(times));
    }

    static void edit(DesignPage& page, Workspace& workspace)
    {
        page.showNode(methodAt(workspace, 600));
        std::vector<double> edits;
        std::vector<double> undos;
        for (int n = 0; n < 12; ++n) {
            const NodeRef ref = methodAt(workspace, 600);
            Method changed = *workspace.project().find(ref);
            changed.description = "Edit " + std::to_string(n);
            double before = worked();
            workspace.apply(QStringLiteral("Edit"),
                            [&](Project project) { return setMethod(std::move(project), ref.api, changed); });
            QCoreApplication::processEvents();
            edits.push_back(worked() - before);
            QCOMPARE(workspace.project().find(ref)->description, changed.description);
            before = worked();
            workspace.undo();
            QCoreApplication::processEvents();
            undos.push_back(worked() - before);
            QCOMPARE(workspace.project().find(ref)->description, std::string());
        }
        tell("edit", std::move(edits));
        tell("undo", std::move(undos));
    }

    // What `change` holds the GUI thread, told under `what`.
    static void time(const char* what, int times, const std::function<void(int)>& change)
    {
        std::vector<double> all;
        for (int n = 0; n < times; ++n) {
            const double before = worked();
            change(n);
            QCoreApplication::processEvents();
            all.push_back(worked() - before);
        }
        tell(what, std::move(all));
    }

    // Until `isDone`: what single events hold the GUI thread.
    static bool holds(const char* what, const std::function<bool()>& isDone)
    {
        app().takeHeld();
        QElapsedTimer whole;
        whole.start();
        while (!isDone() && whole.elapsed() < 60'000) {
            QCoreApplication::processEvents();
            QThread::yieldCurrentThread(); // the worker's turn
        }
        std::vector<double> all = app().takeHeld();
        qInfo("%s, after %lld ms in all", what, static_cast<long long>(whole.elapsed()));
        tell("  of it, single events", all.empty() ? std::vector<double>{0} : std::move(all));
        return isDone();
    }

    static void show(DesignPage& page, const char* name)
    {
        const auto trees = page.findChildren<QTreeView*>();
        auto* tree = *std::find_if(trees.begin(), trees.end(),
                                   [](const QTreeView* one) { return one->accessibleName() == "API tree"; });
        const auto found = tree->model()->match(tree->model()->index(0, 0), Qt::DisplayRole, QString(name), 1,
                                                Qt::MatchRecursive | Qt::MatchExactly);
        QCOMPARE(found.size(), 1);
        const NodeRef method = page.currentNode();
        time(name, 4, [&](int n) { n % 2 == 0 ? tree->setCurrentIndex(found[0]) : page.showNode(method); });
        tree->setCurrentIndex(found[0]);
    }

    // Every letter narrows 7,500 rows; all of them open, then closed again.
    static void filter(DesignPage& page)
    {
        const auto lines = page.findChildren<QLineEdit*>();
        auto* line = *std::find_if(lines.begin(), lines.end(),
                                   [](const QLineEdit* one) { return one->accessibleName() == "Filter the API tree"; });
        const QString text = QStringLiteral("delete things124");
        time("type in the filter", int(text.size()), [&](int n) { QTest::keyClicks(line, text.mid(n, 1)); });
        time("leave the filter", 1, [&](int) { QTest::keyClick(line, Qt::Key_Return); });
        QVERIFY(page.currentNode().method);
        time("clear the filter", 1, [&](int) { line->clear(); });
        QVERIFY(page.currentNode().method);
    }

    static QString wholeText(const Workspace& workspace)
    {
        return QString::fromStdString(*workspace.sourceText(workspace.project().apis.front()->id));
    }

    static void source(DesignPage& page, Workspace& workspace)
    {
        page.showNode(methodAt(workspace, 600));
        openSource(page, workspace);
        auto* view = page.findChild<SourceView*>();
        closeAndOpenSource(page, *view, workspace);
        time("step beside the source", 6, [&](int n) { page.showNode(methodAt(workspace, std::size_t(n) * 31)); });
        const NodeRef ref = methodAt(workspace, 700);
        time("edit beside the source", 6, [&](int n) { describe(workspace, ref, "Edit beside " + std::to_string(n)); });
        QVERIFY(holds("edit written, then shown", [&] { return view->isWhole(); }));
        QVERIFY(view->editor()->toPlainText().contains("Edit beside 5"));
        searchSource(*view);
        typeInSource(*view, workspace);
        leaveSource(page, *view, workspace);
    }

    static void describe(Workspace& workspace, const NodeRef& ref, const std::string& description)
    {
        Method changed = *workspace.project().find(ref);
        changed.description = description;
        workspace.apply(QStringLiteral("Edit"),
                        [&](Project project) { return setMethod(std::move(project), ref.api, changed); });
    }

    // Grows in pieces, each no longer than it may be, is coloured afterwards, and nobody types before it is whole.
    static void openSource(DesignPage& page, Workspace& workspace)
    {
        auto* editor = page.findChild<SourceView*>()->editor();
        std::vector<int> pieces;
        bool isGuarded = true;
        const auto watch =
            connect(editor->document(), &QTextDocument::contentsChange, editor, [&](int, int removed, int added) {
                pieces.push_back(added - removed);
                isGuarded = isGuarded && editor->isReadOnly();
            });
        time("open the source", 1, [&](int) { page.run(DesignPage::Command::ToggleSource); });
        QVERIFY(editor->isReadOnly());
        QVERIFY(holds("written", [&] { return editor->blockCount() > 1; }));
        page.run(DesignPage::Command::ToggleSource); // closed half way: nothing more comes
        const int part = editor->document()->characterCount();
        QVERIFY(part < int(wholeText(workspace).size()));
        for (int turn = 0; turn < 10; ++turn)
            QCoreApplication::processEvents();
        QCOMPARE(editor->document()->characterCount(), part);
        page.run(DesignPage::Command::ToggleSource);
        QVERIFY(holds("written, then shown", [&] { return !editor->isReadOnly(); }));
        disconnect(watch);
        const QString text = editor->toPlainText();
        QVERIFY(text == wholeText(workspace));
        QVERIFY(isGuarded);
        QVERIFY(qsizetype(pieces.size()) >= text.size() / TextInPieces::pieceSize);
        const int longest = *std::max_element(pieces.begin(), pieces.end());
        QVERIFY2(longest <= TextInPieces::pieceSize, qPrintable(QString::number(longest)));
        QVERIFY(editor->textCursor().block().text().trimmed() == "get:");
        QVERIFY(!editor->document()->isUndoAvailable());
        const auto* colors = editor->document()->findChild<SyntaxColors*>();
        QVERIFY(holds("coloured", [&] { return colors->isDone(); }));
        QVERIFY(!editor->document()->lastBlock().previous().layout()->formats().isEmpty());
    }

    static void closeAndOpenSource(DesignPage& page, const SourceView& view, Workspace& workspace)
    {
        const NodeRef ref = methodAt(workspace, 40);
        page.run(DesignPage::Command::ToggleSource);
        describe(workspace, ref, "While closed");
        page.run(DesignPage::Command::ToggleSource);
        QVERIFY(holds("closed, changed and opened again", [&] { return view.isWhole(); }));
        QVERIFY(view.editor()->toPlainText() == wholeText(workspace));
        workspace.undo();
        QVERIFY(holds("undone", [&] { return view.isWhole(); }));
        QVERIFY(view.editor()->toPlainText() == wholeText(workspace));
    }

    static void searchSource(SourceView& view)
    {
        time("open the search", 1, [&](int) { view.editor()->openFind(); });
        auto* bar = view.editor()->findChild<FindBar*>();
        auto* field = bar->findChild<QLineEdit*>();
        const QStringList wanted{"delete1249", "e", "get", "operationId: put1240", "nowhere at all"};
        for (const QString& text : wanted)
            time(qPrintable("search " + text), 1, [&](int) { field->setText(text); });
        QCOMPARE(bar->matches().size(), 0);
        field->setText(wanted.front());
        QCOMPARE(bar->matches().size(), 1);
        time("next match", 4, [&](int) { QTest::keyClick(field, Qt::Key_Return); });
        QCOMPARE(view.editor()->textCursor().selectedText(), wanted.front());
        time("close the search", 1, [&](int) { QTest::keyClick(field, Qt::Key_Escape); });
        QVERIFY(!bar->isVisible());
    }

    static void typeInSource(SourceView& view, Workspace& workspace)
    {
        const ApiId api = methodAt(workspace, 0).api;
        time("type in the source", 6, [&](int n) {
            view.editor()->moveCursor(QTextCursor::Start);
            view.editor()->insertPlainText(QStringLiteral("# %1\n").arg(n));
        });
        QVERIFY(holds("typed text applied", [&] { return workspace.undoName() == "Edit Source"; })); // read aside
        QVERIFY(workspace.sourceText(api)->starts_with("# 5"));
        view.editor()->moveCursor(QTextCursor::Start);
        view.editor()->insertPlainText(QStringLiteral("# now\n"));
        view.applyNow(); // what waits no longer
        QVERIFY(workspace.sourceText(api)->starts_with("# now\n# 5"));
        const auto* colors = view.editor()->document()->findChild<SyntaxColors*>();
        time("type a quote at the top", 1, [&](int) {
            view.editor()->moveCursor(QTextCursor::Start);
            view.editor()->insertPlainText(QStringLiteral("\""));
        });
        QVERIFY(holds("all of it coloured as text", [&] { return colors->isDone(); }));
        time("take it back", 1, [&](int) { view.editor()->undo(); });
        QVERIFY(holds("coloured as before", [&] { return colors->isDone(); }));
        view.applyNow();
        QVERIFY(view.editor()->toPlainText() == wholeText(workspace));
    }

    // Read aside when the editor is left; what is edited before that is done comes after it.
    static void leaveSource(DesignPage& page, SourceView& view, Workspace& workspace)
    {
        const ApiId api = methodAt(workspace, 0).api;
        const auto type = [&](const char* text) {
            view.editor()->moveCursor(QTextCursor::Start);
            view.editor()->insertPlainText(QString(text));
        };
        time("type and leave", 1, [&](int) {
            type("# left\n");
            view.leave();
        });
        page.showNode(methodAt(workspace, 77));
        QVERIFY(holds("applied", [&] { return workspace.sourceText(api)->starts_with("# left\n"); }));
        const NodeRef shown = page.currentNode();
        QVERIFY(view.editor()->textCursor().block().text().trimmed() ==
                QString::fromStdString(std::string(toString(workspace.project().find(shown)->verb))).toLower() + ":");
        type("# and edited\n");
        view.leave();
        time("edit before it is read", 1, [&](int) { describe(workspace, shown, "After the text"); });
        QVERIFY(holds("shown", [&] { return view.isWhole(); }));
        QVERIFY(view.editor()->toPlainText().startsWith("# and edited\n# left\n"));
        QVERIFY(view.editor()->toPlainText() == wholeText(workspace));
        QCOMPARE(workspace.project().find(shown)->description, std::string("After the text"));
        workspace.undo();
        QCOMPARE(workspace.undoName(), QStringLiteral("Edit Source"));
        QVERIFY(workspace.sourceText(api)->starts_with("# and edited\n"));
    }

    static void models(DesignPage& page, Workspace& workspace)
    {
        page.showNode(methodAt(workspace, 600));
        show(page, "Models");
        const ApiId api = workspace.project().apis.front()->id;
        const auto name = [](int n) { return n == 0 ? std::string("Thing") : "Thing" + std::to_string(n); };
        time("rename model", 6, [&](int n) {
            workspace.apply(QStringLiteral("Rename Model"), [&](Project project) {
                return renameModel(std::move(project), api, name(n), name(n + 1));
            });
        });
        QVERIFY(findModel(*workspace.project().apis.front()->openApi(), name(6)));
        time("edit model", 6, [&](int n) {
            workspace.apply(QStringLiteral("Edit Model"), [&](Project project) {
                json::Value schema = json::Value::object();
                schema.set("title", "Edit " + std::to_string(n));
                return setModel(std::move(project), api, name(6), std::move(schema));
            });
        });
        time("edit beside the models", 6, [&](int n) {
            const NodeRef ref = methodAt(workspace, 700);
            Method changed = *workspace.project().find(ref);
            changed.description = "Edit " + std::to_string(n);
            workspace.apply(QStringLiteral("Edit"),
                            [&](Project project) { return setMethod(std::move(project), ref.api, changed); });
        });
    }
};

int main(int argc, char** argv)
{
    TimedApplication application(argc, argv);
    TestLargeApi test;
    QTEST_SET_MAIN_SOURCE_PATH
    return QTest::qExec(&test, argc, argv);
}

#include "tst_large_api.moc"
