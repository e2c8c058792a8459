// BodyView: a response's body the way it reads best: JSON indented with colours, other text as it is, images drawn,
// binary data in hex. Of a long body the beginning is shown at once; the rest comes when asked for, in pieces, so that
// the window never stops answering. One that is longer than an editor should hold is shown a part at a time, and
// searched where it lies.
#pragma once

#include "core/console/body_formatter.h"
#include "core/console/body_search.h"
#include "core/console/response_body.h"
#include "ui/theme/theme.h"

#include <QStringDecoder>
#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace gw::ui {

class CodeEditor;
class ImageView;
class LongBodyBar;
class SegmentedControl;

class BodyView final : public QWidget
{
    Q_OBJECT

public:
    static constexpr qint64 headBytes = 256 << 10;         // shown at once, with colours
    static constexpr qsizetype liveCharacters = 512 << 10; // of a body that still arrives: its newest
    static constexpr qint64 maxShownBytes = 16 << 20;      // "Show all" goes so far; beyond it there are parts

    enum class Kind { Empty, Text, Json, Image, Binary };

    explicit BodyView(const Theme& theme, QWidget* parent = nullptr);

    void setBody(const console::ResponseBody& body, const QString& contentType, const QString& suggestedName);
    // A body that arrives bit by bit: its text grows at the end, and what is old makes room. setBody() ends it.
    void beginStream(const QString& contentType);
    void addStreamed(const QByteArray& bytes);
    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] QString shownText() const;
    void saveAs();                    // asks for the file
    void saveTo(const QString& path); // on a thread of its own; saved() or saveFailed() follows

signals:
    void saved(const QString& path);
    void saveFailed(const QString& why);

private:
    QWidget* makeBar();
    QWidget* makeCutBar();
    void showBody(bool pretty);
    void showText(const QByteArray& text, qint64 wholeSize);
    void showHex();
    void showAll();
    void copy();
    [[nodiscard]] qint64 partSize() const;
    [[nodiscard]] bool hasParts() const;
    void showPart(int number);
    [[nodiscard]] QString textOfPart(qint64 begin, qint64 end) const;
    void search(bool backward);
    void showMatch(qint64 offset);
    void fillMore();
    void trimStream();
    void refreshBar();
    void restyle();
    [[nodiscard]] QString decoded(const QByteArray& bytes) const;
    [[nodiscard]] Kind kindOf(const QString& contentType) const;

    const Theme& m_theme;
    console::ResponseBody m_body;
    QString m_contentType;
    QString m_name;
    Kind m_kind = Kind::Empty;
    QByteArray m_pretty; // the indented JSON, when there is one
    int m_part = 1;      // of a body that is shown so, from 1
    qint64 m_match = -1; // where the search stands
    QString m_rest;      // what "Show all" still has to add
    QTimer m_filler;
    bool m_isStreaming = false;
    qsizetype m_column = 0;                         // of the text that arrives
    QStringDecoder m_decoder{QStringDecoder::Utf8}; // characters may come in two pieces
    console::BodyFormatter m_formatter;
    console::BodySearch m_search;
    QThreadPool m_saver;
    SegmentedControl* m_mode;
    QLabel* m_note;
    QToolButton* m_wrap;
    QToolButton* m_copy;
    QToolButton* m_save;
    QWidget* m_cutBar;
    QLabel* m_cutText;
    QPushButton* m_showAll;
    LongBodyBar* m_parts;
    QStackedWidget* m_pages;
    QLabel* m_nothing;
    CodeEditor* m_text;
    ImageView* m_image;
};

// Rows of sixteen bytes: offset, from `first` on, hexadecimal, characters.
[[nodiscard]] QString hexDump(const QByteArray& bytes, qint64 first = 0);

} // namespace gw::ui
