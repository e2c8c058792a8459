// Popover: a panel over its window that goes when the user turns elsewhere: Escape, a click beside it, the focus moving
// on. A child of the window rather than a window of its own: no fight about activation, the same on every platform.
#pragma once

#include "ui/theme/theme.h"

#include <QFrame>
#include <QPointer>

namespace gw::ui {

class Popover : public QFrame
{
    Q_OBJECT

public:
    Popover(const Theme& theme, QWidget* window);

protected:
    void popUp(QWidget* focus); // shows itself on top, the focus in `focus`
    void dismiss();             // hides and gives the focus back
    virtual void place() = 0;   // sets the geometry; also when the window is resized
    [[nodiscard]] const Theme& theme() const { return m_theme; }

    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void focusMoved(QWidget* now);

    const Theme& m_theme;
    QPointer<QWidget> m_returnFocus;
};

} // namespace gw::ui
