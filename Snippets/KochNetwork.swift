// The network of Koch, Zemel and Salakhutdinov and of the blog post, in full size.
//
//   swift run KochNetwork

import OneShot

let siamese = try Siamese(Networks.koch(), input: [105, 105, 1])
print(siamese.summary())

let glyphs = Glyphs(alphabets: 1, characters: 2, drawers: 1).dataset(size: 105)
let a = glyphs.images(at: [0])
let b = glyphs.images(at: [1])
print("p(a, b) =", siamese(a, b).item, " p(b, a) =", siamese(b, a).item)
// p(a, b) = 0.49929827  p(b, a) = 0.49929827
