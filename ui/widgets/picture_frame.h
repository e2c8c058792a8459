// PictureFrame: what a MethodPicture stands in: as high as the picture, and where there is less room than the picture
// needs, it scrolls sideways instead of widening the window.
#pragma once

#include <QScrollArea>

namespace gw::ui {

class MethodPicture;

class PictureFrame final : public QScrollArea
{
    Q_OBJECT

public:
    explicit PictureFrame(MethodPicture* picture, QWidget* parent = nullptr); // takes it
    ~PictureFrame() override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();

    MethodPicture* m_picture;
};

} // namespace gw::ui
