// MessageEditor: a message for a WebSocket connection: JSON, text, bytes as hex or Base64, or a file.
#pragma once

#include "core/console/websocket_request.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QStackedWidget;
class QToolButton;

namespace gw::ui {

class CodeEditor;
class ConsoleVariables;
class FileToSend;
class SegmentedControl;
class ToneLabel;

class MessageEditor final : public QWidget
{
    Q_OBJECT

public:
    MessageEditor(const Theme& theme, const ConsoleVariables& variables, QWidget* parent = nullptr);

    void setMessage(const console::Message& message); // without edited()
    [[nodiscard]] console::Message message() const;
    void setFolder(const QString& folder); // where the file dialog begins
    void focusText();

signals:
    void edited();

private:
    void kindChosen();
    void format();
    void check();

    const Theme& m_theme;
    const ConsoleVariables& m_variables;
    SegmentedControl* m_kinds;
    QToolButton* m_format;
    ToneLabel* m_note;
    QStackedWidget* m_pages;
    CodeEditor* m_text;
    FileToSend* m_file;
    bool m_isSetting = false;
};

} // namespace gw::ui
