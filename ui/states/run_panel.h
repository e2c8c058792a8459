// RunPanel: starts executions of a state machine with an input, lists them, and shows the events of the chosen one.
#pragma once

#include "core/api/state_machine.h"
#include "ui/models/execution_models.h"
#include "ui/theme/theme.h"

#include <QMap>
#include <QWidget>

class QPushButton;
class QStackedWidget;
class QTableView;

namespace gw::ui {

class CodeEditor;
class ToneLabel;

class RunPanel final : public QWidget
{
    Q_OBJECT

public:
    RunPanel(Executions& executions, const Theme& theme, QWidget* parent = nullptr);

    void showMachine(StateMachineId machine, StateMachineType type);
    void start();                    // with the input as it stands
    void choose(const QString& arn); // empty: none
    [[nodiscard]] QString chosen() const { return m_chosen; }
    [[nodiscard]] const ExecutionView& view() const { return m_view; }
    [[nodiscard]] QString chosenName() const;
    [[nodiscard]] CodeEditor* input() const { return m_input; }
    void focusInput();

protected:
    void showEvent(QShowEvent* event) override;

signals:
    void executionChanged();     // another one, or what is known of it
    void entryChosen(int entry); // of an event

private:
    QWidget* buildStart();
    QWidget* buildInput();
    QWidget* buildList();
    void buildLists();
    QWidget* buildEvents();
    void refresh();
    void readChosen();
    [[nodiscard]] const ExecutionRow* chosenRow() const; // null: none
    void checkInput();
    void showProblem(const QString& problem);

    Executions& m_executions;
    const Theme& m_theme;
    StateMachineId m_machine;
    CodeEditor* m_input;
    ToneLabel* m_problem;
    ToneLabel* m_kind;
    QPushButton* m_start;
    QPushButton* m_stop;
    QStackedWidget* m_lists; // the gateway is stopped; no executions yet; their table
    QTableView* m_table;
    ExecutionListModel* m_rows;
    QTableView* m_eventTable;
    ExecutionEventModel* m_events;
    QString m_chosen;
    QString m_chosenName;
    ExecutionView m_view;
    QMap<quint64, QString> m_inputs; // of machines, as people left them
    bool m_isStarting = false;
};

} // namespace gw::ui
