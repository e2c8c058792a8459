// ScriptPane: a conversation as text, and how it went: each step with its time, and of the one that failed who expected
// what and what came instead.
#pragma once

#include "ui/console/conversation_thread.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>
#include <QTimer>
#include <QWidget>

#include <vector>

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace gw::ui {

class CodeEditor;
class ToneLabel;

class StepModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Step, Result, Took, Text, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;
    void clear();
    void append(const std::vector<console::StepOutcome>& steps);
    [[nodiscard]] const console::StepOutcome* stepAt(const QModelIndex& index) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<console::StepOutcome> m_steps;
};

class ScriptPane final : public QWidget
{
    Q_OBJECT

public:
    explicit ScriptPane(const Theme& theme, QWidget* parent = nullptr);

    void setScript(const QString& text); // without edited()
    [[nodiscard]] QString script() const;
    void run(const console::WebSocketRequest& request, const console::VariableScope& scope, const QString& folder);
    [[nodiscard]] QString verdict() const; // "Passed: 5 steps in 20 ms"

signals:
    void edited();
    void runRequested();
    void finished();

private:
    QWidget* makeBar();
    void check();
    void deliver();
    void ended(const console::ConversationOutcome& outcome);

    const Theme& m_theme;
    ConversationThread* m_thread;
    StepModel* m_steps;
    std::vector<console::StepOutcome> m_waiting; // steps that came since the table was last filled
    QTimer m_pace;
    QTimer m_typing;
    CodeEditor* m_text;
    QPushButton* m_run;
    QPushButton* m_example;
    QProgressBar* m_progress;
    ToneLabel* m_verdict;
    QTableView* m_table;
    bool m_isSetting = false;
};

} // namespace gw::ui
