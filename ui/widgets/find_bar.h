// FindBar: looks for text in a CodeEditor; sits in its upper right corner.
#pragma once

#include "ui/theme/theme.h"

#include <QTextCursor>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace gw::ui {

class FindBar final : public QWidget
{
    Q_OBJECT

public:
    FindBar(const Theme& theme, QPlainTextEdit* editor);
    ~FindBar() override;
    void open(); // takes the selected text as what to look for

    [[nodiscard]] QList<QTextCursor> matches() const; // of the current text, bounded, for highlighting

signals:
    void matchesChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void step(bool backward);
    void refresh();

    const Theme& m_theme;
    QPlainTextEdit* m_editor;
    QLineEdit* m_text;
    QLabel* m_count;
};

} // namespace gw::ui
