// TextInPieces: carries out a long change of an editor's text a piece at each turn of the event loop, so that no turn
// holds the window. It cannot be undone, and whoever asks for it keeps people from typing meanwhile.
#pragma once

#include "ui/widgets/text_change.h"

#include <QObject>
#include <QTimer>

class QPlainTextEdit;

namespace gw::ui {

class TextInPieces final : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype pieceSize = 32 * 1024; // characters: a few milliseconds

    explicit TextInPieces(QPlainTextEdit* editor);

    void start(TextChange change); // finished() follows, at once for a change of one piece
    void stop();                   // what is in place stays
    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    [[nodiscard]] int percent() const;

signals:
    void pieceDone();
    void finished();

private:
    void next();
    void remove(qsizetype atMost);
    void insert(qsizetype atMost);

    QPlainTextEdit* m_editor;
    QTimer m_turn;
    TextChange m_change;
    qsizetype m_removed = 0;
    qsizetype m_inserted = 0;
    bool m_isRunning = false;
};

} // namespace gw::ui
