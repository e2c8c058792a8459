// SourceLoader: brings the text of an API's file into the editor of the source view. A long text is compared with what
// the editor shows on a worker, and what differs is put in piece by piece.
#pragma once

#include "ui/session/background.h"
#include "ui/widgets/text_in_pieces.h"

#include <QObject>

#include <memory>
#include <string>

namespace gw::ui {

class CodeEditor;

class SourceLoader final : public QObject
{
    Q_OBJECT

public:
    explicit SourceLoader(CodeEditor* editor);

    // loaded() follows, at once where little differs in a text of usual size.
    void load(std::shared_ptr<const std::string> text);
    void stop(); // a text half shown is no text: load it again
    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    [[nodiscard]] int percent() const { return m_pieces.percent(); }

signals:
    void progressed();
    void loaded();

private:
    // The whole text as the editor holds it, and how it differs from what stands there.
    struct Difference
    {
        QString text;
        TextChange change;
    };
    [[nodiscard]] static Difference compare(const QString& shown, const std::string& text);
    void put(Difference difference);
    void done();
    void holdCursor(bool holds);

    CodeEditor* m_editor;
    TextInPieces m_pieces;
    QString m_next;  // being put in
    QString m_shown; // what the editor holds, if m_isKnown
    bool m_isKnown = true;
    bool m_isRunning = false;
    bool m_holdsCursor = false;
    int m_loading = 0; // the newest load(); older ones are forgotten
    Background m_worker;
};

} // namespace gw::ui
