#include "core/edit/edits.h"
#include "tests/bench/window/scenarios.h"
#include "tests/bench/window/steps.h"
#include "tests/bench/window/studio.h"
#include "ui/design/design_page.h"
#include "ui/design/source_view.h"
#include "ui/widgets/code_editor.h"

#include <QLineEdit>
#include <QTest>
#include <QTimer>
#include <QTreeView>

namespace gw::bench {

using ui::MainWindow;

namespace {

// Nothing is asked for any more, and half a second has gone by.
void rest()
{
    bool isOver = false;
    QTimer::singleShot(500, qApp, [&isOver] { isOver = true; });
    until([&isOver] { return isOver; });
}

void describe(Studio& studio, const NodeRef& ref, const std::string& description)
{
    Method changed = *studio.workspace.project().find(ref);
    changed.description = description;
    studio.workspace.apply(QStringLiteral("Edit"),
                           [&](Project project) { return setMethod(std::move(project), ref.api, changed); });
}

void walkCards(Studio& studio)
{
    for (const engine::Card card : engine::allCards) {
        studio.window->design().showCard(studio.methodAt(0), card);
        rest();
        measureEach(engine::cardName(card), 20,
                    [&](int n) { studio.window->design().showNode(studio.methodAt(std::size_t(n) * 31 + 1)); });
    }
}

void walkTree(Studio& studio)
{
    auto* tree = studio.visible<QTreeView>("API tree");
    tree->setFocus();
    measureEach("down the tree, key by key", 60, [&](int) { QTest::keyClick(tree, Qt::Key_Down); });
    measureEach("open all of it", 1, [&](int) { tree->expandAll(); });
    measureEach("a page down in it", 20, [&](int) { QTest::keyClick(tree, Qt::Key_PageDown); });
    measureEach("close all of it", 1, [&](int) { tree->collapseAll(); });
    for (const char* name : {"Models", "Authorizers", "Gateway Responses", "Stages"}) {
        const auto found = tree->model()->match(tree->model()->index(0, 0), Qt::DisplayRole, QString(name), 1,
                                                Qt::MatchRecursive | Qt::MatchExactly);
        if (!found.empty())
            measureEach(name, 1, [&](int) { tree->setCurrentIndex(found.front()); });
    }
}

void filterTree(Studio& studio)
{
    auto* line = studio.visible<QLineEdit>("Filter the API tree");
    const QString text = QStringLiteral("delete things12");
    measureEach("type in the tree's filter", int(text.size()), [&](int n) { QTest::keyClicks(line, text.mid(n, 1)); });
    measureEach("clear the filter", 1, [&](int) { line->clear(); });
}

void edit(Studio& studio)
{
    const NodeRef ref = studio.methodAt(200);
    studio.window->design().showNode(ref);
    rest();
    measureEach("an edit", 10, [&](int n) { describe(studio, ref, "Edit " + std::to_string(n)); });
    measureEach("undo", 10, [&](int) { studio.workspace.undo(); });
    measureEach("redo", 10, [&](int) { studio.workspace.redo(); });
    measure("lint and autosave that follow", &rest);
    measureEach("rename a resource with all below it", 1, [&](int) {
        studio.workspace.apply(QStringLiteral("Rename Resource"), [&](Project project) {
            return renameResource(std::move(project), ref.api, "/group1", "renamed");
        });
    });
    measureEach("delete a method", 1, [&](int) {
        studio.workspace.apply(QStringLiteral("Delete Method"),
                               [&](Project project) { return deleteMethod(std::move(project), ref.api, ref.method); });
    });
    measureEach("undo both", 2, [&](int) { studio.workspace.undo(); });
    measure("what follows", &rest);
    measure("save", [&] {
        bool isSaved = false;
        QObject::connect(&studio.workspace, &ui::Workspace::saved, studio.window.get(), [&isSaved] { isSaved = true; });
        studio.workspace.save();
        until([&isSaved] { return isSaved; });
    });
}

void switchPages(Studio& studio)
{
    static constexpr MainWindow::Mode modes[] = {MainWindow::Mode::Console, MainWindow::Mode::Inspector,
                                                 MainWindow::Mode::Settings, MainWindow::Mode::Design};
    measureEach("switch pages, the first time", 4, [&](int n) { studio.window->setMode(modes[n]); });
    measureEach("switch pages again", 20, [&](int n) { studio.window->setMode(modes[n % 4]); });
    measureEach("open the palette", 1, [&](int) { studio.window->actions()[ui::ActionId::Palette]->trigger(); });
    auto* palette = studio.visible<QLineEdit>("Command Palette");
    measureEach("type in it", 6, [&](int n) { QTest::keyClicks(palette, QStringLiteral("things").mid(n, 1)); });
    measureEach("leave it", 1, [&](int) { QTest::keyClick(palette, Qt::Key_Escape); });
    measureEach("change the theme", 2, [&](int) { studio.window->actions()[ui::ActionId::ToggleTheme]->trigger(); });
    measureEach("show the problems", 2, [&](int) { studio.window->actions()[ui::ActionId::ShowProblems]->trigger(); });
}

void source(Studio& studio)
{
    ui::DesignPage& page = studio.window->design();
    page.showNode(studio.methodAt(200));
    rest();
    measure("open the source", [&] {
        page.run(ui::DesignPage::Command::ToggleSource);
        until([&] { return page.findChild<ui::SourceView*>()->isWhole(); });
        rest();
    });
    auto* editor = page.findChild<ui::SourceView*>()->editor();
    editor->setFocus();
    editor->moveCursor(QTextCursor::Start);
    measureEach("type in it", 30, [&](int) { QTest::keyClick(editor, '#'); });
    measure("read, linted and shown after it", &rest);
}

} // namespace

void openAndRest(int routes)
{
    printMemory("before the window");
    std::unique_ptr<Studio> studio;
    measureEach("make and show the window", 1, [&](int) { studio = std::make_unique<Studio>(routes); });
    printMemory("the window alone");
    measure("open the project", [&] {
        studio->open();
        rest();
    });
    printMemory("at rest, on the first page");
    studio->window->design().showNode(studio->methodAt(0));
    rest();
    printMemory("at rest, on a method");
    measure("start the gateway", [&] {
        studio->start();
        rest();
    });
    printMemory("at rest, the gateway serves");
}

void design(int routes)
{
    Studio studio(routes);
    studio.open();
    rest();
    walkCards(studio);
    walkTree(studio);
    filterTree(studio);
    edit(studio);
    switchPages(studio);
    source(studio);
}

} // namespace gw::bench
