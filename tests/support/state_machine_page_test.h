// The page of a state machine, open on a project with some functions and a recorded Step Functions, and what a person
// does there: clicks on cards, keys, menus.
#pragma once

#include "tests/support/recorded_executions.h"
#include "ui/session/workspace.h"
#include "ui/states/state_graph.h"
#include "ui/states/state_machine_page.h"

#include <QAbstractButton>
#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

namespace gw::test {

using namespace gw::ui;

inline QByteArray dataFile(const char* name)
{
    QFile file(QStringLiteral(GW_TEST_DATA "/state_machines/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The data file %s is missing.", name);
    return file.readAll();
}

inline constexpr const char* smallMachine =
    "# small\nStartAt: A\nStates:\n  A:\n    Type: Pass\n    Next: B\n  B:\n    Type: Choice\n"
    "    Choices:\n      - {Variable: $.x, NumericEquals: 1, Next: C}\n    Default: D\n"
    "  C: {Type: Pass, End: true}\n  D: {Type: Succeed}\n";

class StateMachinePageTest : public QObject
{
protected:
    struct Studio
    {
        QTemporaryDir folder;
        Theme theme{ThemeChoice::Light};
        Workspace workspace;
        RecordedExecutions executions;
        std::unique_ptr<StateMachinePage> page;
        StateMachineId id{77};
    };
    std::unique_ptr<Studio> m_studio;

    void open(const QByteArray& definition)
    {
        m_studio = std::make_unique<Studio>();
        QSignalSpy opened(&m_studio->workspace, &Workspace::opened);
        QVERIFY(m_studio->workspace.create(m_studio->folder.filePath("shop"), "shop"));
        QVERIFY(opened.size() > 0 || opened.wait());
        m_studio->workspace.apply("Set up", [&](Project project) -> Result<Project> {
            StateMachine machine;
            machine.id = m_studio->id;
            machine.name = "order-fulfilment";
            machine.definitionUri = "state-machines/order-fulfilment.asl.json";
            machine.definition = definition.toStdString();
            project.stateMachines.emplace_back(machine);
            for (const char* name : {"validate-order", "charge-card", "pick-item", "print-label"}) {
                Function function;
                function.id = FunctionId{stableHash(name)};
                function.name = name;
                project.functions.emplace_back(function);
            }
            return project;
        });
        m_studio->page = std::make_unique<StateMachinePage>(m_studio->workspace, m_studio->executions, m_studio->theme);
        page().resize(1180, 860);
        page().showMachine(m_studio->id);
        page().show();
        page().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&page()));
    }

    [[nodiscard]] StateMachinePage& page() const { return *m_studio->page; }
    [[nodiscard]] Workspace& workspace() const { return m_studio->workspace; }
    [[nodiscard]] StateGraph& graph() const { return *page().graph(); }
    [[nodiscard]] std::string definition() const { return workspace().project().find(m_studio->id)->definition; }
    [[nodiscard]] int node(const char* name) const
    {
        const asl::State* state = graph().outline().findNamed(name);
        return state ? graph().picture().nodeOf(state->pointer) : -1;
    }
    [[nodiscard]] QPoint cardAt(const char* name) const
    {
        const QRect rect = graph().nodeRect(node(name));
        return {rect.center().x(), rect.top() + std::min(rect.height() / 2, 14)};
    }
    void click(const char* name)
    {
        QVERIFY2(node(name) >= 0, name);
        QTest::mouseClick(graph().viewport(), Qt::LeftButton, {}, cardAt(name));
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&graph(), key, modifiers); }
    [[nodiscard]] QString selected() const
    {
        const asl::State* state = graph().outline().find(graph().selected().toStdString());
        return state ? QString::fromStdString(state->name) : QString();
    }
    template <typename W>
    [[nodiscard]] W* visible(const QString& name) const
    {
        for (W* widget : page().findChildren<W*>())
            if (widget->isVisible() && (widget->accessibleName() == name || widget->objectName() == name))
                return widget;
        return nullptr;
    }
    [[nodiscard]] QAbstractButton* button(const QString& text) const
    {
        for (auto* each : page().findChildren<QAbstractButton*>())
            if (each->isVisible() && each->text() == text)
                return each;
        return nullptr;
    }
    [[nodiscard]] static QMenu* openMenu() { return qobject_cast<QMenu*>(QApplication::activePopupWidget()); }
    static void pick(const QString& text)
    {
        QMenu* menu = openMenu();
        QVERIFY(menu);
        for (QAction* action : menu->actions())
            if (action->text() == text) {
                menu->setActiveAction(action);
                QTest::keyClick(menu, Qt::Key_Return);
                return;
            }
        QFAIL(qPrintable(text));
    }
    [[nodiscard]] bool says(const QString& part) const
    {
        for (const QLabel* label : page().findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(part))
                return true;
        return false;
    }
};

} // namespace gw::test
