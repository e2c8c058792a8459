// SourceView: the text of an API's file beside the design, both ways. Edits of the design update the text around the
// cursor; typing is applied after a pause as one undo step. Text that cannot be read stays, with its error above it,
// while the design keeps its last good state.
#pragma once

#include "core/api/ids.h"
#include "core/diagnostic.h"
#include "core/edit/document.h"
#include "core/format/source_place.h"
#include "ui/design/source_loader.h"
#include "ui/session/api_text.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <memory>
#include <optional>

class QTimer;

namespace gw::ui {

class CodeEditor;
class SourceErrorBar;
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
    [[nodiscard]] bool isWhole() const { return !m_text.isWriting() && !m_loader.isRunning(); } // shows all it has to
    void applyNow(); // what is typed, before anything else changes
    void leave();    // the same, but reads a large text on a worker

signals:
    void closeRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* buildHead();
    void connectText();
    // A typed text read as the project's next state, from the one it had then; `after` is the worker's until it is
    // done.
    struct Reading
    {
        std::shared_ptr<const Project> before;
        int typed = 0;
        std::optional<Result<Project>> after;
    };
    void typingPaused();
    void read();
    void apply(const Edit& edit);
    [[nodiscard]] bool isUpToDate(const Reading& reading) const;
    void forgetTyped();
    void refresh();
    void showWritten();
    void setLoaded(std::shared_ptr<const WrittenApi> written);
    void showLoaded();
    void showBusy();
    void place();
    void tint(const std::optional<LineRange>& place);
    void showError(const Diagnostic& error);
    void clearError();
    void discard();
    [[nodiscard]] bool isUnapplied() const { return m_isPending || m_hasError; }

    Workspace& m_workspace;
    const Theme& m_theme;
    ApiText m_text;
    Background m_reader;
    std::shared_ptr<Reading> m_reading; // the newest
    int m_typing = 0;                   // counts the changes people make
    ApiId m_api;
    NodeRef m_node;
    ToneLabel* m_file;
    ToneLabel* m_busy;
    CodeEditor* m_editor;
    SourceLoader m_loader;
    SourceErrorBar* m_bar;
    QTimer* m_timer;
    QTimer* m_busyTimer;
    LineRange m_tinted;                         // of m_node
    SourcePosition m_wanted;                    // to go to once the text is whole
    std::shared_ptr<const WrittenApi> m_loaded; // whose text the editor shows, unchanged, or is about to
    bool m_hasError = false;
    bool m_isPending = false; // typed, not applied yet
    bool m_isLeft = false;    // since then
    bool m_isApplying = false;
    bool m_wantsReveal = false; // of m_tinted, once it is known
};

} // namespace gw::ui
