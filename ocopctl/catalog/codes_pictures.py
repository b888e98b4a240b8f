"""P4xx: the pictures of products."""

from __future__ import annotations

from ocopctl.catalog.explanation import Explanation
from ocopctl.language import N_

_OURS = N_("Our choice.")
_SHOPS = N_("The marketplaces' picture rules: the narrowest of the four, as last checked.")

PICTURES = {
    "P401": Explanation(
        N_("A picture is not there"),
        N_("Shops refuse a product without its pictures, and they would do so half way through."),
        N_("Copy it into the product file's folder, or correct its name letter by letter."),
        _OURS,
    ),
    "P402": Explanation(
        N_("A picture lies outside the product file's folder"),
        N_("The folder must work on every computer, and no private file may be sent by mistake."),
        N_("Copy the picture beside the product file and write its name from there: anh/ten.jpg"),
        _OURS,
    ),
    "P403": Explanation(
        N_("A file is not a picture"),
        N_("A name that ends in .jpg does not make a picture; shops look inside, and so do we."),
        N_("Check what the file is, and name the right one."),
        _SHOPS,
    ),
    "P404": Explanation(
        N_("A picture is in the iPhone's format HEIC"),
        N_("None of the shops takes it."),
        N_(
            "Make a JPEG of it: on the iPhone open it in Photos, touch Share and Copy Photo, then "
            "paste it into a folder of the Files app. For the next ones choose Settings, Camera, "
            "Formats, Most Compatible. Where pillow-heif is installed (`pip install "
            "'ocopctl[heic]'`), the JPEG is made for you."
        ),
        _SHOPS,
    ),
    "P405": Explanation(
        N_("A picture is damaged or cut off"),
        N_("It would show grey below, or be refused."),
        N_("Copy it again from the phone or camera."),
        _SHOPS,
    ),
    "P406": Explanation(
        N_("A picture is too small"),
        N_("Under 500 pixels a side shops refuse it or show it blurred."),
        N_("Use the picture as it came from the camera; chat programs shrink pictures."),
        _SHOPS,
    ),
    "P407": Explanation(
        N_("A picture file is too large"),
        N_("Over 10 MB shops refuse it, and on a weak link it never arrives."),
        N_("Save it as JPEG at quality 85, about 2.000 pixels wide."),
        _SHOPS,
    ),
    "P408": Explanation(
        N_("A picture is in a format the shops do not take"),
        N_("They take JPEG and PNG, and WebP after conversion."),
        N_("Save it as JPEG or PNG."),
        _SHOPS,
    ),
    "P409": Explanation(
        N_("Only some variants have a picture"),
        N_("Shops show a picture for each value or for none of them, and refuse a mixture."),
        N_("Give every variant an `image:`, or none."),
        N_("The marketplaces' own rules for variants, from their official references."),
    ),
    "P410": Explanation(
        N_("A picture has too many pixels"),
        N_("Unpacked it would fill the memory of a small computer; some such files are traps."),
        N_("Shrink it to about 2.000 pixels on the longer side."),
        _OURS,
    ),
    "P411": Explanation(
        N_("A product has the same picture twice"),
        N_("Shops show each picture once; the second takes a line and shows nothing new."),
        N_("Delete one of the two lines under `images:`, or name another picture."),
        _OURS,
    ),
    "P412": Explanation(
        N_("A picture moves"),
        N_("Shops show still pictures: of a moving one they get the first picture alone."),
        N_("Save one still picture of it as JPEG, the one that tells most."),
        _SHOPS,
    ),
}
