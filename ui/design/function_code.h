// FunctionCode: the sources of a function: the files of its code folder, and an editor for one of them, at first the
// one with the handler. Saving writes the file (Ctrl+S, leaving it, and saving the project); what others write to it is
// noticed.
#pragma once

#include "core/api/function.h"
#include "ui/session/function_sources.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QListWidget;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace gw::ui {

class CodeEditor;
class EmptyState;
class MessageBar;
class ToneLabel;
class Workspace;

class FunctionCode final : public QWidget
{
    Q_OBJECT

public:
    FunctionCode(Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);
    ~FunctionCode() override;
    void showFunction(const Function& function);
    void saveNow();
    [[nodiscard]] QString folder() const { return m_sources.path(); }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void connectSources();
    void listFiles();
    void openCurrent();
    void showText(const QString& file, const QString& text);
    void tellDiskChange(const QString& text);
    void tell(const QString& problem);
    void showState();

    Workspace& m_workspace;
    const Theme& m_theme;
    FunctionSources m_sources;
    Function m_function;
    QStackedWidget* m_pages = nullptr;
    EmptyState* m_none = nullptr;
    QListWidget* m_list = nullptr;
    CodeEditor* m_editor = nullptr;
    ToneLabel* m_state = nullptr;
    QPushButton* m_save = nullptr;
    QVBoxLayout* m_column = nullptr;
    MessageBar* m_message = nullptr;
    bool m_isLoading = false;
    bool m_isModified = false;
};

} // namespace gw::ui
