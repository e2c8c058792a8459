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

    [[nodiscard]] QList<QTextCursor> matches();                    // of the current text, bounded
    [[nodiscard]] QList<QTextCursor> matchesIn(int from, int end); // those that begin between two places

signals:
    void matchesChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void step(bool backward);
    void refresh();
    void search();

    const Theme& m_theme;
    QPlainTextEdit* m_editor;
    QLineEdit* m_text;
    QLabel* m_count;
    QString m_searched;    // the editor's text when it was last searched,
    QString m_wanted;      // for this,
    QList<int> m_found;    // which began at these places
    bool m_isStale = true; // it changed since
};

} // namespace gw::ui
