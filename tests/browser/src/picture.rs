//! Pictures of the page and how two of them differ, coarsely: block by block, so that the edge of
//! a letter that another machine draws a little differently is no difference, and a color, a mark
//! or a place that is another one is.

/// A picture without transparency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    width: usize,
    /// Row by row.
    pixels: Vec<[u8; 3]>,
}

/// How two pictures differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// How many pixels of the small pictures differ.
    pub count: usize,
    /// How many there are.
    pub total: usize,
    /// What is to be looked at: the newer picture, faint, and what differs in it, glaring.
    pub shown: Picture,
}

/// So many pixels in each direction become one.
const BLOCK: usize = 4;

/// Small pictures have no more shades than this many apart: less to keep.
const SHADE: u32 = 8;

/// A channel may be off by this much. A black line on white that moves by a quarter of a pixel
/// changes a block by as much; most other colors of the scheme change it by more.
const TOLERANCE: u8 = 16;

/// One block in so many may differ. Those of a mark are more: a square of 24 pixels.
const ONE_IN: usize = 1600;

const GLARING: [u8; 3] = [255, 0, 160];

impl Picture {
    /// A picture that wide, of the pixels row by row.
    pub fn new(width: usize, pixels: Vec<[u8; 3]>) -> Self {
        assert!(width > 0 && pixels.len().is_multiple_of(width), "every row is as wide");
        Self { width, pixels }
    }

    /// How many pixels it has in a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// How many rows it has.
    pub fn height(&self) -> usize {
        self.pixels.len() / self.width
    }

    /// Its pixels, row by row.
    pub fn pixels(&self) -> &[[u8; 3]] {
        &self.pixels
    }

    /// The picture made small: each pixel is about the mean of a block. What is left over at the
    /// right and at the bottom is a block, too.
    #[must_use]
    pub fn small(&self) -> Self {
        let bands = self.pixels.chunks(self.width * BLOCK);
        let pixels = bands.flat_map(|band| {
            let starts = (0..self.width).step_by(BLOCK);
            starts.map(|start| {
                let end = self.width.min(start + BLOCK);
                mean(band.chunks(self.width).flat_map(|row| &row[start..end]))
            })
        });
        Self::new(self.width.div_ceil(BLOCK), pixels.collect())
    }

    /// The small picture as large as it was, to be looked at.
    #[must_use]
    pub fn large(&self) -> Self {
        let rows = self.pixels.chunks(self.width).flat_map(|row| [row; BLOCK]);
        let pixels = rows.flatten().flat_map(|&pixel| [pixel; BLOCK]);
        Self::new(self.width * BLOCK, pixels.collect())
    }

    /// How `newer` differs from this picture, pixel by pixel. Where one is larger, there all of it
    /// does.
    pub fn difference(&self, newer: &Self) -> Difference {
        let width = self.width.max(newer.width);
        let height = self.height().max(newer.height());
        let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        let mut count = 0;
        let pixels = places.map(|(x, y)| {
            let (before, after) = (self.at(x, y), newer.at(x, y));
            let is_same = before.zip(after).is_some_and(|(before, after)| is_alike(before, after));
            count += usize::from(!is_same);
            if is_same { faint(after.unwrap_or(GLARING)) } else { GLARING }
        });
        let shown = Self::new(width, pixels.collect());
        Difference { count, total: width * height, shown }
    }

    fn at(&self, x: usize, y: usize) -> Option<[u8; 3]> {
        (x < self.width).then(|| self.pixels.get(y * self.width + x).copied()).flatten()
    }
}

impl Difference {
    /// Whether it is one that another machine, or another version of the browser, may make.
    pub fn is_small(&self) -> bool {
        self.count * ONE_IN <= self.total
    }
}

fn mean<'a>(pixels: impl Iterator<Item = &'a [u8; 3]>) -> [u8; 3] {
    let mut sums = [0_u32; 3];
    let mut count = 0;
    for pixel in pixels {
        count += 1;
        for (sum, channel) in sums.iter_mut().zip(pixel) {
            *sum += u32::from(*channel);
        }
    }
    sums.map(|sum| {
        let shade = (sum / count + SHADE / 2) / SHADE * SHADE;
        u8::try_from(shade).unwrap_or(u8::MAX)
    })
}

fn is_alike(before: [u8; 3], after: [u8; 3]) -> bool {
    before.iter().zip(after).all(|(before, after)| before.abs_diff(after) <= TOLERANCE)
}

/// Nearly gray, and neither dark nor light, so that what glares is seen in every theme.
fn faint(pixel: [u8; 3]) -> [u8; 3] {
    let [red, green, blue] = pixel.map(u16::from);
    let gray = (red + green + blue) / 6 + 64;
    [u8::try_from(gray).expect("half of a byte and a quarter of one are a byte"); 3]
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHITE: [u8; 3] = [255; 3];
    const BLACK: [u8; 3] = [0; 3];
    const WIDE: usize = 320;
    const HIGH: usize = 180;

    /// A white picture with what `is_black`.
    fn drawn(is_black: impl Fn(usize, usize) -> bool) -> Picture {
        let places = (0..HIGH).flat_map(|y| (0..WIDE).map(move |x| (x, y)));
        let pixels = places.map(|(x, y)| if is_black(x, y) { BLACK } else { WHITE });
        Picture::new(WIDE, pixels.collect())
    }

    /// A square of `side` pixels.
    fn square(side: usize) -> Picture {
        drawn(|x, y| (80..80 + side).contains(&x) && (80..80 + side).contains(&y))
    }

    fn compared(before: &Picture, after: &Picture) -> Difference {
        before.small().difference(&after.small())
    }

    #[test]
    fn a_picture_is_like_itself() {
        let difference = compared(&square(40), &square(40));
        assert_eq!((difference.count, difference.total), (0, 80 * 45));
        assert!(difference.is_small());
    }

    #[test]
    fn a_block_is_the_mean_of_its_pixels_and_what_is_left_over_is_one() {
        let pixels = (0..5 * 2).map(|index| if index % 5 == 3 { BLACK } else { WHITE });
        let small = Picture::new(5, pixels.collect()).small();
        assert_eq!((small.width(), small.height()), (2, 1));
        assert_eq!(small.pixels(), [[192; 3], WHITE]);
        assert_eq!(small.large().small(), small);
    }

    #[test]
    fn a_mark_that_is_missing_or_elsewhere_is_a_difference() {
        let missing = compared(&square(24), &square(0));
        assert_eq!(missing.count, 36);
        assert!(!missing.is_small());
        let elsewhere = drawn(|x, y| (100..124).contains(&x) && (80..104).contains(&y));
        assert!(!compared(&square(24), &elsewhere).is_small());
    }

    #[test]
    fn another_color_is_a_difference() {
        let tinted = |pixel: [u8; 3]| if pixel == BLACK { [40, 0, 0] } else { pixel };
        let black = square(24);
        let red = Picture::new(WIDE, black.pixels().iter().copied().map(tinted).collect());
        assert!(!compared(&black, &red).is_small());
    }

    #[test]
    fn a_pixel_elsewhere_and_softer_edges_are_none() {
        // On both sides of the border between two blocks.
        let one = |at: usize| drawn(move |x, y| (x, y) == (at, 90));
        assert_eq!(compared(&one(91), &one(92)).count, 0);
        // Every edge one shade of gray further out, as a letter drawn by another machine.
        let hard = drawn(|x, _| x % 12 == 4);
        let soft =
            hard.pixels().iter().enumerate().map(|(index, &pixel)| match index % WIDE % 12 {
                3 | 5 => [225; 3],
                4 => [60; 3],
                _ => pixel,
            });
        let soft = Picture::new(WIDE, soft.collect());
        assert_eq!(compared(&hard, &soft).count, 0);
    }

    #[test]
    fn pictures_of_two_sizes_differ_where_one_ends() {
        let tall = Picture::new(2, vec![WHITE; 6]);
        let wide = Picture::new(3, vec![WHITE; 6]);
        let difference = tall.difference(&wide);
        assert_eq!((difference.count, difference.total), (5, 9));
        assert_eq!((difference.shown.width(), difference.shown.height()), (3, 3));
    }

    #[test]
    fn what_differs_glares() {
        let difference =
            Picture::new(1, vec![WHITE; 2]).difference(&Picture::new(1, vec![WHITE, BLACK]));
        assert_eq!(difference.shown.pixels(), [faint(WHITE), GLARING]);
    }
}
