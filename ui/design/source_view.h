// SourceView: the text of an API's file beside the design, both ways. Edits of the design update the text around the
// cursor; typing is applied after a pause as one undo step. Text that cannot be read stays, with its error above it,
// while the design keeps its last good state.
#pragma once

#include "core/api/ids.h"
#include "core/diagnostic.h"
#include "core/edit/document.h"
#include "core/format/source_place.h"
#include "ui/session/api_text.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QPushButton;
class QTimer;

namespace gw::ui {

class CodeEditor;
class ToneLabel;
class Workspace;

class SourceView final : public QWidget
{
    Q_OBJECT

public:
    SourceView(Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);

    void showApi(ApiId api);          // none: empty
    void reveal(const NodeRef& node); // shows the node's API, goes to the node's lines and tints them
    // A file that is no API's (broken, or gatewright.yaml): its text to read, with the problem marked.
    void showFile(const QString& text, const Diagnostic& problem);
    void goTo(const SourcePosition& position);
    [[nodiscard]] CodeEditor* editor() const { return m_editor; }
    [[nodiscard]] bool hasError() const;
    void applyNow();

signals:
    void closeRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* buildHead();
    QWidget* buildErrorBar();
    // A text read as the project's next state, from the one it had then.
    struct Reading
    {
        std::shared_ptr<const Project> before;
        Result<Project> after;
    };
    void typingPaused();
    void apply(const Edit& edit);
    void refresh();
    void showWritten();
    void tint(const std::optional<LineRange>& place);
    void load(const QString& text);
    void showError(const Diagnostic& error);
    void clearError();
    void discard();
    [[nodiscard]] bool isUnapplied() const { return m_isPending || m_hasError; }

    Workspace& m_workspace;
    const Theme& m_theme;
    ApiText m_text;
    Background m_reader;
    int m_typing = 0; // counts the changes people make
    ApiId m_api;
    NodeRef m_node;
    ToneLabel* m_file;
    CodeEditor* m_editor;
    QWidget* m_bar;
    QPushButton* m_errorText;
    QTimer* m_timer;
    LineRange m_tinted; // of m_node
    SourcePosition m_errorPosition;
    std::shared_ptr<const WrittenApi> m_loaded; // whose text the editor shows, unchanged
    bool m_hasError = false;
    bool m_isPending = false; // typed, not applied yet
    bool m_isLoading = false;
    bool m_isApplying = false;
    bool m_wantsReveal = false; // of m_tinted, once it is known
};

} // namespace gw::ui
