// BottomPane: Problems and Log under the pages. Problems are clickable; the log follows its end.
#pragma once

#include "core/diagnostic.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QPlainTextEdit;
class QStackedWidget;
class QTabBar;
class QTreeView;

namespace gw::ui {

class ProblemsModel;

class BottomPane final : public QWidget
{
    Q_OBJECT

public:
    enum class Tab { Problems, Log };

    explicit BottomPane(const Theme& theme, QWidget* parent = nullptr);

    void setDiagnostics(const Diagnostics& diagnostics);
    void appendLog(const QString& line);
    void setTab(Tab tab);
    [[nodiscard]] Tab tab() const;
    void focusContent();
    [[nodiscard]] const ProblemsModel& problems() const { return *m_problems; }
    [[nodiscard]] QString logText() const;

signals:
    void problemActivated(const gw::Diagnostic& diagnostic);
    void closeRequested();

private:
    QWidget* makeProblems();
    QWidget* makeLog();

    const Theme& m_theme;
    QTabBar* m_tabs;
    QStackedWidget* m_stack;
    ProblemsModel* m_problems;
    QTreeView* m_table = nullptr;
    QStackedWidget* m_problemsStack = nullptr;
    QPlainTextEdit* m_log = nullptr;
};

} // namespace gw::ui
