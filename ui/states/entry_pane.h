// EntryPane: what an execution did in the selected state: what went in and came out, how often it was tried, how it
// failed. A state entered several times (loops, iterations of a Map) has a chooser.
#pragma once

#include "ui/models/execution_view.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QPushButton;

namespace gw::ui {

class CodeEditor;
class ToneLabel;

class EntryPane final : public QWidget
{
    Q_OBJECT

public:
    EntryPane(const Theme& theme, QWidget* parent = nullptr);

    // Empty state: what the execution itself was given and gave.
    void show(const ExecutionView& view, const QString& state);
    void chooseEntry(int entry); // of the view; of the state shown
    [[nodiscard]] QComboBox* chooser() const { return m_chooser; }

signals:
    void functionRequested(const QString& name);
    void functionLogRequested(const QString& name);

private:
    CodeEditor* addText(QHBoxLayout& row, const QString& name, ToneLabel*& label);
    [[nodiscard]] const StateEntry* shownEntry() const; // null: none
    [[nodiscard]] QString shownFunction() const;
    void showEntry();
    void showTexts(const std::string& input, const std::string& output, const std::string& error,
                   const std::string& cause);

    const Theme& m_theme;
    ExecutionView m_view;
    QString m_state;
    std::vector<int> m_entries;
    ToneLabel* m_title;
    ToneLabel* m_status;
    QComboBox* m_chooser;
    QPushButton* m_function;
    QPushButton* m_log;
    CodeEditor* m_input;
    CodeEditor* m_output;
    ToneLabel* m_outputLabel;
};

} // namespace gw::ui
