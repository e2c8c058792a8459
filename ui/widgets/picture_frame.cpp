// Follows the picture's height.
#include "ui/widgets/picture_frame.h"

#include "ui/widgets/method_picture.h"

#include <QEvent>
#include <QScrollBar>

namespace gw::ui {

PictureFrame::PictureFrame(MethodPicture* picture, QWidget* parent) : QScrollArea(parent), m_picture(picture)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setWidgetResizable(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidget(picture);
    picture->installEventFilter(this);
}

// The picture resizes while it goes: nothing shall look at it then.
PictureFrame::~PictureFrame()
{
    m_picture->removeEventFilter(this);
}

bool PictureFrame::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_picture && event->type() == QEvent::Resize)
        fit();
    return QScrollArea::eventFilter(watched, event);
}

void PictureFrame::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    fit();
}

void PictureFrame::fit()
{
    const bool scrolls = width() < m_picture->minimumWidth();
    setFixedHeight(m_picture->height() + (scrolls ? horizontalScrollBar()->sizeHint().height() : 0));
}

} // namespace gw::ui
