// BodyEditor: what is sent as body: nothing, JSON, text, form fields or a file.
#pragma once

#include "core/console/request.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QToolButton;

namespace gw::ui {

class CodeEditor;
class ConsoleVariables;
class FieldTable;
class FileToSend;
class SegmentedControl;
class TextCheck;
struct TextFinding;

class BodyEditor final : public QWidget
{
    Q_OBJECT

public:
    BodyEditor(const Theme& theme, const ConsoleVariables& variables, QWidget* parent = nullptr);

    void setBody(const console::RequestBody& body); // without edited()
    [[nodiscard]] console::RequestBody body() const;
    [[nodiscard]] console::BodyKind kind() const;
    void setFolder(const QString& folder); // where the file dialog begins

signals:
    void edited(); // by the user

private:
    QWidget* makeTextPage();
    void kindChosen(int index);
    void format();
    void check();
    void showFinding(const TextFinding& finding);

    const Theme& m_theme;
    const ConsoleVariables& m_variables;
    SegmentedControl* m_kinds;
    QToolButton* m_format;
    QLabel* m_note; // content type, or what is wrong
    QStackedWidget* m_pages;
    CodeEditor* m_text;
    FieldTable* m_form;
    FileToSend* m_file;
    TextCheck* m_check;
    bool m_isSetting = false;
};

} // namespace gw::ui
