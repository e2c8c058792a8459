// LongBodyBar: the way through a body that is shown a part at a time: which part, the one before and after it, and a
// search through all of it, with its progress.
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QSpinBox;
class QToolButton;

namespace gw::ui {

class LongBodyBar final : public QWidget
{
    Q_OBJECT

public:
    explicit LongBodyBar(const Theme& theme, QWidget* parent = nullptr);

    // Part `number` of `count`, from 1: the bytes from `begin` to `end` of `size`.
    void showPart(int number, int count, qint64 begin, qint64 end, qint64 size);
    void showSearching(int percent);
    void showNote(const QString& note); // a search has ended
    void focusSearch();
    [[nodiscard]] QString wanted() const;

signals:
    void partRequested(int number);
    void searchRequested(bool backward);
    void cancelRequested();
    void saveRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override; // the search line's keys

private:
    void restyle();

    const Theme& m_theme;
    QToolButton* m_previous;
    QToolButton* m_next;
    QSpinBox* m_number;
    QLabel* m_place;
    QLineEdit* m_search;
    QLabel* m_note;
    QToolButton* m_stop;
};

} // namespace gw::ui
