// The window as a user meets it: keys and clicks on the real pages, with a project in a temporary folder.
#include "core/edit/edits.h"
#include "tests/support/window_fixture.h"
#include "ui/console/console_page.h"
#include "ui/design/design_page.h"
#include "ui/design/method_view.h"
#include "ui/design/source_view.h"
#include "ui/inspector/inspector_page.h"
#include "ui/inspector/trace_table.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/shell/actions.h"
#include "ui/shell/bottom_pane.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/deploy_popover.h"
#include "ui/shell/gateway_bar.h"
#include "ui/shell/main_window.h"
#include "ui/shell/message_area.h"
#include "ui/shell/pane_cycle.h"
#include "ui/shell/problems_model.h"
#include "ui/shell/shortcuts_sheet.h"
#include "ui/shell/start_page.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/message_bar.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSet>
#include <QSpinBox>
#include <QSplitter>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QTimer>
#include <QToolButton>
#include <QtTest>

#include <algorithm>

using namespace gw;
using namespace gw::ui;
using namespace gw::test;

class TestShell : public QObject
{
    Q_OBJECT

private slots:
    void actionsHaveUniqueNamesKeysAndIcons();
    void keysCanBeChangedAndAreRemembered();
    void theSheetShowsEveryKey();
    void startsOnTheStartPage();
    void modesSwitchByKeys();
    void startAndStopByKey();
    void deployShowsAndMakesPendingChanges();
    void copiesTheInvokeUrl();
    void theChosenStageIsCalledEverywhere();
    void undoAndSaveByKeys();
    void problemsAndLogByKeys();
    void problemWithoutANodeOpensTheSource();
    void inspectorListHasTheKeys();
    void consoleKeysAreActions();
    void paletteRunsCommandsFromTheKeyboard();
    void paletteGoesToResources();
    void conflictBarOffersBothWays();
    void closingAsksAboutUnsavedEdits_data();
    void closingAsksAboutUnsavedEdits();
    void sideBarHides();
    void paneCycleMovesTheFocus();
    void themeSwitchesLive();
    void iconButtonsHaveNames();
    void problemsModelKeepsRows();
    void remembersRecentProjects();
};

namespace {

QComboBox* stagePicker(const Studio& studio)
{
    for (QComboBox* box : studio.child<GatewayBar>()->findChildren<QComboBox*>()) {
        if (box->accessibleName() == "Stage")
            return box;
    }
    return nullptr;
}

} // namespace

void TestShell::actionsHaveUniqueNamesKeysAndIcons()
{
    QSet<QString> names;
    QSet<QString> keys;
    QStringList groups;
    const Studio studio;
    for (const ActionSpec& spec : actionSpecs()) {
        QVERIFY2(!names.contains(spec.name), spec.name);
        names.insert(spec.name);
        const QString shortcut = Actions::defaultShortcut(spec).toString();
        QVERIFY2(shortcut.isEmpty() == (*spec.shortcut == 0), spec.name);
        QVERIFY2(shortcut.isEmpty() || !keys.contains(shortcut), spec.name);
        keys.insert(shortcut);
        QVERIFY2(!*spec.icon || QFile::exists(QString(":/icons/%1.svg").arg(spec.icon)), spec.icon);
        if (groups.isEmpty() || groups.last() != spec.group) {
            QVERIFY2(!groups.contains(spec.group), "Groups stand together.");
            groups << spec.group;
        }
    }
}

void TestShell::keysCanBeChangedAndAreRemembered()
{
    QTemporaryDir dir;
    const Theme theme(ThemeChoice::Light);
    Preferences preferences(dir.filePath("s.ini"));
    {
        Actions actions(theme, preferences);
        QCOMPARE(actions.holderOf(QKeySequence("Ctrl+S"), ActionId::Deploy)->id, ActionId::Save);
        actions.setShortcut(ActionId::Deploy, QKeySequence("F9"));
        QVERIFY(actions[ActionId::Deploy]->toolTip().contains("F9"));
        QVERIFY(!actions.holderOf(QKeySequence("Ctrl+Shift+D"), ActionId::Save));
    }
    {
        Actions actions(theme, preferences);
        QCOMPARE(actions[ActionId::Deploy]->shortcut(), QKeySequence("F9"));
        actions.setShortcut(ActionId::Deploy, QKeySequence("Ctrl+Shift+D"));
    }
    QVERIFY(!preferences.shortcut("deploy")); // the default is not written
}

// Those of the tree among them: F2, Ctrl+D, Del.
void TestShell::theSheetShowsEveryKey()
{
    Studio studio;
    studio.window->actions().setShortcut(ActionId::Deploy, QKeySequence("F9")); // the sheet follows
    QStringList texts;
    QTimer::singleShot(0, studio.window.get(), [&] {
        auto* sheet = studio.child<ShortcutsSheet>();
        if (!sheet)
            return;
        for (const auto* label : sheet->findChildren<QLabel*>())
            texts << label->text();
        QTest::keyClick(sheet, Qt::Key_Escape);
    });
    studio.key(Qt::Key_Slash, Qt::ControlModifier); // until the sheet is closed
    for (const ActionSpec& spec : actionSpecs()) {
        const QString keys = spec.id == ActionId::Deploy
                                 ? QStringLiteral("F9")
                                 : Actions::defaultShortcut(spec).toString(QKeySequence::NativeText);
        if (keys.isEmpty())
            continue;
        const auto name = texts.indexOf(Actions::text(spec));
        QVERIFY2(name >= 0, spec.name);
        QCOMPARE(texts.value(name + 1), keys);
    }
    QVERIFY(texts.contains("F2") && texts.contains("Del") && texts.contains("Ctrl+D"));
}

void TestShell::startsOnTheStartPage()
{
    Studio studio;
    QVERIFY(studio.child<StartPage>()->isVisible());
    QVERIFY(!studio.window->actions()[ActionId::ShowConsole]->isEnabled());
    QVERIFY(!studio.window->actions()[ActionId::StartStop]->isEnabled());
    studio.key(Qt::Key_F5); // nothing to start
    QCOMPARE(studio.gateway.state(), GatewaySession::State::Stopped);
    QVERIFY(studio.open());
    QVERIFY(!studio.child<StartPage>()->isVisible());
    QVERIFY(studio.window->windowTitle().contains("shop"));
}

void TestShell::modesSwitchByKeys()
{
    Studio studio;
    QVERIFY(studio.open());
    using Mode = MainWindow::Mode;
    const std::pair<Qt::Key, Mode> modes[] = {{Qt::Key_2, Mode::Console},
                                              {Qt::Key_3, Mode::Inspector},
                                              {Qt::Key_4, Mode::Settings},
                                              {Qt::Key_1, Mode::Design}};
    for (const auto& [key, mode] : modes) {
        studio.key(key, Qt::ControlModifier);
        QCOMPARE(studio.window->mode(), mode);
    }
    studio.key(Qt::Key_L, Qt::ControlModifier);
    QCOMPARE(studio.window->mode(), Mode::Console);
}

void TestShell::startAndStopByKey()
{
    Studio studio;
    QVERIFY(studio.open());
    QVERIFY(studio.start());
    QCOMPARE(studio.gateway.state(), GatewaySession::State::Running);
    auto* port = studio.child<GatewayBar>()->findChild<QSpinBox*>();
    QCOMPARE(port->value(), studio.gateway.port());
    QVERIFY(port->isReadOnly());
    QVERIFY(studio.child<GatewayBar>()->url().endsWith("/dev"));
    studio.key(Qt::Key_F5);
    QTRY_COMPARE(studio.gateway.state(), GatewaySession::State::Stopped);
    QVERIFY(!port->isReadOnly());
    QVERIFY(studio.child<GatewayBar>()->url().isEmpty());
    QVERIFY(studio.child<BottomPane>()->logText().contains("Gateway stopped"));
}

void TestShell::deployShowsAndMakesPendingChanges()
{
    Studio studio;
    QVERIFY(studio.open());
    QAction* deploy = studio.window->actions()[ActionId::Deploy];
    QVERIFY(!deploy->isEnabled()); // dev serves every edit
    stagePicker(studio)->setCurrentText("prod");
    QVERIFY(deploy->isEnabled());
    studio.child<GatewayBar>()->showPending();
    auto* popover = studio.child<DeployPopover>();
    QVERIFY(popover->isVisible());
    QVERIFY(!popover->shownChanges().isEmpty());
    QTest::mouseClick(popover->findChild<QPushButton*>(), Qt::LeftButton);
    QTRY_VERIFY(!deploy->isEnabled());
    QVERIFY(!popover->isVisible());

    QVERIFY(studio.addMethod(HttpVerb::Post));
    QVERIFY(deploy->isEnabled());
    studio.key(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(!deploy->isEnabled());
}

void TestShell::copiesTheInvokeUrl()
{
    Studio studio;
    QVERIFY(studio.open());
    QVERIFY(studio.start());
    QGuiApplication::clipboard()->clear();
    studio.key(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), studio.child<GatewayBar>()->url());
}

// Its address stands on the picture, in the console's requests, and survives edits and another look.
void TestShell::theChosenStageIsCalledEverywhere()
{
    Studio studio;
    QVERIFY(studio.open());
    QVERIFY(studio.start());
    const Api& api = *studio.workspace.project().apis.front();
    const ApiId id = api.id;
    const Resource& pets = *api.openApi()->findPath("/pets");
    const NodeRef get{id, pets.id, pets.methods.front()->id, {}};
    QSignalSpy deployed(&studio.gateway, &GatewaySession::deployed);
    QVERIFY(studio.gateway.deploy(id, api.stages.back().id));
    QTRY_COMPARE(deployed.count(), 1);
    const auto calls = [&](const std::string& stage) {
        studio.gateway.clearTraces();
        studio.window->console().tryMethod(get);
        studio.window->console().send();
        const QString shown = MethodView::addressOf(studio.workspace, studio.gateway, get);
        QVERIFY2(shown.endsWith(QString::fromStdString('/' + stage + "/pets")), qPrintable(shown));
        QTRY_COMPARE(studio.gateway.traces().size(), std::size_t(1));
        QCOMPARE(studio.gateway.traces().front()->stage, stage);
    };
    calls("dev");
    stagePicker(studio)->setCurrentText("prod");
    calls("prod");
    QVERIFY(studio.addMethod(HttpVerb::Post));
    QCOMPARE(stagePicker(studio)->currentText(), QString("prod"));
    calls("prod");
}

void TestShell::undoAndSaveByKeys()
{
    Studio studio;
    QVERIFY(studio.open());
    QVERIFY(!studio.window->actions()[ActionId::Save]->isEnabled());
    QVERIFY(studio.addMethod(HttpVerb::Post));
    QVERIFY(studio.window->isWindowModified());
    QVERIFY(studio.window->actions()[ActionId::Undo]->toolTip().contains("Create Method"));
    studio.key(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(!studio.workspace.isModified());
    studio.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(studio.workspace.isModified());
    studio.key(Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(!studio.workspace.isModified());
    QVERIFY(!studio.window->isWindowModified());
}

void TestShell::problemsAndLogByKeys()
{
    Studio studio;
    QVERIFY(studio.open());
    auto* pane = studio.child<BottomPane>();
    QVERIFY(!pane->isVisible());
    studio.key(Qt::Key_1, Qt::AltModifier);
    QVERIFY(pane->isVisible());
    QCOMPARE(pane->tab(), BottomPane::Tab::Problems);
    studio.key(Qt::Key_2, Qt::AltModifier);
    QCOMPARE(pane->tab(), BottomPane::Tab::Log);
    studio.key(Qt::Key_2, Qt::AltModifier);
    QVERIFY(!pane->isVisible());
}

void TestShell::problemWithoutANodeOpensTheSource()
{
    Studio studio;
    QVERIFY(studio.open());
    auto* source = studio.child<SourceView>();
    studio.key(Qt::Key_3, Qt::ControlModifier);
    Diagnostic problem;
    problem.file = "pets.yaml";
    problem.position = {5, 5};
    problem.message = "Something is odd here.";
    emit studio.child<BottomPane>()->problemActivated(problem);
    QCOMPARE(studio.window->mode(), MainWindow::Mode::Design);
    QVERIFY(source->isVisible());
    QCOMPARE(source->editor()->textCursor().blockNumber(), 4);
    QCOMPARE(source->editor()->textCursor().positionInBlock(), 4);
    QVERIFY(!source->editor()->isReadOnly());

    problem.file = "gatewright.yaml"; // no API's: as it stands on disk
    problem.position = {2, 1};
    emit studio.child<BottomPane>()->problemActivated(problem);
    QVERIFY(source->editor()->toPlainText().startsWith("name: shop"));
    QVERIFY(source->editor()->isReadOnly());
    QCOMPARE(source->editor()->textCursor().blockNumber(), 1);
    QCOMPARE(source->editor()->marks().size(), 1u);
    studio.key(Qt::Key_4, Qt::ControlModifier);
    problem.file = "gone.yaml";
    emit studio.child<BottomPane>()->problemActivated(problem); // nothing to show, nothing to fall over
}

void TestShell::inspectorListHasTheKeys()
{
    Studio studio;
    QVERIFY(studio.open());
    studio.key(Qt::Key_3, Qt::ControlModifier);
    QCOMPARE(QApplication::focusWidget(), studio.child<TraceTable>());
}

void TestShell::consoleKeysAreActions()
{
    Studio studio;
    QVERIFY(studio.open());
    Actions& actions = studio.window->actions();
    for (const ActionId id : {ActionId::FlipResponse, ActionId::Environments}) {
        QVERIFY(!actions[id]->isEnabled());
        QVERIFY(!actions[id]->shortcut().isEmpty());
    }
    studio.key(Qt::Key_2, Qt::ControlModifier);
    QVERIFY(actions[ActionId::FlipResponse]->isEnabled());
    const auto halves = [&] {
        const auto splitters = studio.window->console().findChildren<QSplitter*>();
        return std::count_if(splitters.begin(), splitters.end(),
                             [](const QSplitter* s) { return s->orientation() == Qt::Vertical; });
    };
    const auto before = halves();
    studio.key(Qt::Key_J, Qt::ControlModifier);
    QVERIFY(halves() != before);
    studio.key(Qt::Key_J, Qt::ControlModifier);
    QCOMPARE(halves(), before);
}

void TestShell::paletteRunsCommandsFromTheKeyboard()
{
    Studio studio;
    QVERIFY(studio.open());
    studio.key(Qt::Key_K, Qt::ControlModifier);
    auto* palette = studio.child<CommandPalette>();
    QVERIFY(palette->isVisible());
    auto* text = palette->findChild<QLineEdit*>();
    QTest::keyClicks(text, "inspec");
    QCOMPARE(palette->shownTitles().first(), QString("Inspector"));
    QTest::keyClick(text, Qt::Key_Return);
    QVERIFY(!palette->isVisible());
    QCOMPARE(studio.window->mode(), MainWindow::Mode::Inspector);

    studio.key(Qt::Key_K, Qt::ControlModifier);
    QTest::keyClicks(text, "zzzzqq");
    QVERIFY(palette->shownTitles().isEmpty());
    QTest::keyClick(text, Qt::Key_Return); // runs nothing
    QVERIFY(!palette->isVisible());
    studio.key(Qt::Key_K, Qt::ControlModifier);
    QTest::keyClick(text, Qt::Key_Escape);
    QVERIFY(!palette->isVisible());
}

void TestShell::paletteGoesToResources()
{
    Studio studio;
    QVERIFY(studio.open());
    studio.key(Qt::Key_3, Qt::ControlModifier);
    studio.key(Qt::Key_K, Qt::ControlModifier);
    auto* text = studio.child<CommandPalette>()->findChild<QLineEdit*>();
    QTest::keyClicks(text, "GET /pets");
    QTest::keyClick(text, Qt::Key_Return);
    QCOMPARE(studio.window->mode(), MainWindow::Mode::Design);
    const Method* method = studio.workspace.project().find(studio.window->design().currentNode());
    QVERIFY(method);
    QVERIFY(method->verb == HttpVerb::Get);
}

void TestShell::conflictBarOffersBothWays()
{
    Studio studio;
    QVERIFY(studio.open());
    QVERIFY(studio.addMethod(HttpVerb::Post));
    write(studio.dir.filePath("pets.yaml"), QByteArray(pets).replace("List pets", "Theirs"));
    auto* area = studio.child<MessageArea>();
    QTRY_COMPARE(area->texts().size(), 1);
    QVERIFY(area->texts().first().contains("pets.yaml"));
    for (QPushButton* button : area->findChildren<QPushButton*>()) {
        if (button->text() == "Keep Mine")
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QVERIFY(area->texts().isEmpty());
    studio.workspace.save();
    QTRY_VERIFY(!studio.workspace.isModified());
}

void TestShell::closingAsksAboutUnsavedEdits_data()
{
    QTest::addColumn<int>("answer");
    QTest::addColumn<bool>("closes");
    QTest::addColumn<bool>("saves");
    QTest::newRow("save") << int(QMessageBox::Save) << true << true;
    QTest::newRow("discard") << int(QMessageBox::Discard) << true << false;
    QTest::newRow("cancel") << int(QMessageBox::Cancel) << false << false;
}

void TestShell::closingAsksAboutUnsavedEdits()
{
    QFETCH(int, answer);
    QFETCH(bool, closes);
    QFETCH(bool, saves);
    Studio studio;
    QVERIFY(studio.open());
    QVERIFY(studio.addMethod(HttpVerb::Post));
    QTimer::singleShot(0, studio.window.get(), [answer] {
        auto* question = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
        if (question)
            question->button(static_cast<QMessageBox::StandardButton>(answer))->click();
    });
    QCOMPARE(studio.window->close(), closes);
    QFile file(studio.dir.filePath("pets.yaml"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().contains("post:"), saves);
}

void TestShell::sideBarHides()
{
    Studio studio;
    QVERIFY(studio.open());
    studio.key(Qt::Key_2, Qt::ControlModifier);
    QWidget* sidebar = sidebarOf(studio.child<ConsolePage>());
    QVERIFY(sidebar && sidebar->isVisible());
    studio.key(Qt::Key_B, Qt::ControlModifier);
    QVERIFY(!sidebar->isVisible());
    studio.key(Qt::Key_B, Qt::ControlModifier);
    QVERIFY(sidebar->isVisible());
}

void TestShell::paneCycleMovesTheFocus()
{
    Studio studio;
    QVERIFY(studio.open());
    studio.key(Qt::Key_1, Qt::AltModifier);
    QSet<QWidget*> seen;
    for (int i = 0; i < 6; ++i) {
        studio.key(Qt::Key_F6);
        if (QWidget* focus = QApplication::focusWidget())
            seen.insert(focus);
    }
    QVERIFY(seen.size() >= 2);
    const QWidget* before = QApplication::focusWidget();
    studio.key(Qt::Key_F6);
    studio.key(Qt::Key_F6, Qt::ShiftModifier);
    QCOMPARE(QApplication::focusWidget(), before);
}

void TestShell::themeSwitchesLive()
{
    Studio studio;
    QVERIFY(studio.open());
    const auto ground = [&] {
        const QImage image = studio.window->grab().toImage();
        return qGray(image.pixel(image.width() / 2, image.height() - 60));
    };
    QVERIFY(ground() > 200);
    studio.window->actions()[ActionId::ToggleTheme]->trigger();
    QVERIFY(studio.theme.isDark());
    QCOMPARE(studio.preferences.theme(), ThemeChoice::Dark);
    QTRY_VERIFY(ground() < 60);
}

void TestShell::iconButtonsHaveNames()
{
    Studio studio;
    QVERIFY(studio.open());
    for (const QToolButton* button : studio.window->findChildren<QToolButton*>()) {
        const bool isOfQt = button->objectName().startsWith("qt_") || qobject_cast<QLineEdit*>(button->parent()) ||
                            button->parent()->inherits("QTabBar") || button->parent()->inherits("MessageBar");
        if (isOfQt || !button->text().isEmpty())
            continue;
        QVERIFY2(!button->accessibleName().isEmpty() || !button->toolTip().isEmpty(),
                 qPrintable(button->parent()->metaObject()->className()));
    }
}

void TestShell::problemsModelKeepsRows()
{
    const Theme theme(ThemeChoice::Light);
    ProblemsModel model(theme);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Diagnostic a, b, c;
    a.message = "a";
    b.message = "b";
    b.severity = Severity::Warning;
    c.message = "c";
    c.file = "pets.yaml";
    c.position = {3, 7};
    model.setDiagnostics({a, c});
    const QPersistentModelIndex kept = model.index(1, ProblemsModel::Where);
    model.setDiagnostics({a, b, c});
    QCOMPARE(kept.row(), 2);
    QCOMPARE(kept.data().toString(), QString("pets.yaml:3:7"));
    QCOMPARE(model.count(Severity::Error), 2);
    QCOMPARE(model.count(Severity::Warning), 1);
    model.setDiagnostics({});
    QCOMPARE(model.rowCount(), 0);
}

void TestShell::remembersRecentProjects()
{
    Studio studio;
    QVERIFY(studio.open());
    QCOMPARE(studio.preferences.recentProjects(), QStringList(QDir(studio.dir.path()).absolutePath()));
    studio.preferences.addRecentProject("/no/such/project");
    QCOMPARE(studio.preferences.recentProjects().size(), 1);
}

QTEST_MAIN(TestShell)
#include "tst_shell.moc"
